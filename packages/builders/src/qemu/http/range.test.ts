import { getRange } from './range';

test.each([
  [undefined, 'whole'],
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=2-4', { first: 2, last: 4 }],
  ['bytes=9-100', { first: 9, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=4-2', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  ['lines=1-2', 'whole'],
  ['bytes=-', 'whole'],
])('of ten bytes %s is %j', (header, range) => {
  expect(getRange(header, 10)).toEqual(range);
});

test('an empty file has no bytes to ask for', () => {
  expect(getRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(getRange('bytes=-5', 0)).toBe('unsatisfiable');
  expect(getRange(undefined, 0)).toBe('whole');
});
