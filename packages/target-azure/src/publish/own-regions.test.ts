import { readOwnRegions, writeOwnRegions } from './own-regions';

test('regions are read as they were written, however many there are, and nothing else is changed', () => {
  const many = Array.from({ length: 40 }, (_, index) => `southeastregion${index}`);
  const tags = writeOwnRegions({ team: 'web', 'strata-regions': 'old', 'strata-regions-7': 'old' }, many);
  expect(readOwnRegions(tags)).toEqual(many);
  expect(tags).toMatchObject({ team: 'web' });
  for (const value of Object.values(tags)) expect(value.length).toBeLessThanOrEqual(256);
  expect(writeOwnRegions(tags, ['eastus'])).toEqual({ team: 'web', 'strata-regions': 'eastus' });
  expect(readOwnRegions({ team: 'web' })).toBeUndefined();
});
