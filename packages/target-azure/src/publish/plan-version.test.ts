import type { GalleryImageVersion } from '@azure/arm-compute';
import { testDestination } from '../testing/publish-world';
import { describePlan } from './describe-plan';
import { toFoundVersion } from './found-version';
import { planVersion } from './plan-version';
import { getLatest, parseVersionId } from './version-standing';
import { getWish, type VersionWish } from './wish';

const content = { layers: [{ diffId: 'sha256:1' }], disk: {} };
const wish = getWish(testDestination, { image: 'golden', content });

/** A version as Azure tells of one that is as it should be. */
function makeRaw(more: Partial<GalleryImageVersion> = {}, profile = {}): GalleryImageVersion {
  const regions = ['West Europe', 'North Europe', 'East US'];
  return {
    name: '1.0.0',
    location: 'westeurope',
    tags: { ...wish.tags },
    provisioningState: 'Succeeded',
    publishingProfile: {
      targetRegions: regions.map((name) => ({ name, regionalReplicaCount: 1 })),
      excludeFromLatest: false,
      publishedDate: new Date('2026-11-22T20:00:00Z'),
      ...profile,
    },
    ...more,
  } as GalleryImageVersion;
}

function plan(raw: readonly GalleryImageVersion[], given: VersionWish = wish) {
  return planVersion(given, { hasDefinition: true, versions: raw.map(toFoundVersion) });
}

test('what is as it should be needs nothing, however Azure writes regions', () => {
  expect(plan([makeRaw()])).toMatchObject({ making: 'none', differences: [] });
  expect(describePlan(plan([makeRaw()]))).toEqual([]);
});

test.each([
  ['nothing', [], 'make'],
  ['another content', [makeRaw({ tags: { ...wish.tags, 'strata-key': 'other' } })], 'make'],
  ['another image', [makeRaw({ tags: { ...wish.tags, 'strata-image': 'other' } })], 'make'],
  ['one under way', [makeRaw({ provisioningState: 'Creating' })], 'wait'],
  ['one that failed', [makeRaw({ provisioningState: 'Failed' })], 'retry'],
  ['one that failed beside a good one', [makeRaw({ provisioningState: 'Failed' }), makeRaw()], 'none'],
])('where there is %s', (_, raw, making) => {
  expect(plan(raw).making).toBe(making);
});

test('everything that differs is told', () => {
  const raw = makeRaw(
    { tags: { ...wish.tags, team: 'other' } },
    { excludeFromLatest: true, targetRegions: [] },
  );
  const planned = plan([raw], { ...wish, endOfLifeAfter: 90 * 86_400_000 });
  expect(planned.differences).toEqual(['regions', 'tags', 'end of life', 'latest']);
  expect(describePlan(planned)).toEqual([
    'replicate it to more regions: golden 1.0.0',
    'set its tags: golden 1.0.0',
    'set its end of life: golden 1.0.0',
    'let golden 1.0.0 be the latest',
  ]);
});

test('regions and tags of others are no difference, and an end of life is the same for a day', () => {
  const targetRegions = ['westeurope', 'northeurope', 'eastus', 'uksouth'].map((name) => ({ name }));
  const endOfLifeDate = new Date('2026-11-25T08:00:00Z');
  const raw = makeRaw(
    { tags: { ...wish.tags, more: 'x' } },
    { targetRegions, replicaCount: 1, endOfLifeDate },
  );
  expect(plan([raw], { ...wish, endOfLifeAfter: 2 * 86_400_000 }).differences).toEqual([]);
});

test('the key follows from content and kind alone', () => {
  const key = (destination: typeof testDestination) => getWish(destination, { image: 'golden', content }).key;
  expect(key({ ...testDestination, name: 'other', tags: {}, gallery: 'other' })).toBe(wish.key);
  const definition = { ...testDestination.definition, security: 'TrustedLaunchSupported' } as const;
  expect(key({ ...testDestination, definition })).not.toBe(wish.key);
});

test('an image may have a rule of its own', () => {
  const versionRules = { golden: { kind: 'exact', version: '7.0.0' } } as const;
  expect(getWish({ ...testDestination, versionRules }, { image: 'golden', content }).rule).toEqual(
    versionRules.golden,
  );
  expect(getWish({ ...testDestination, versionRules }, { image: 'toString', content }).rule.kind).toBe(
    'next',
  );
});

test('the latest is the highest of those that are not kept out', () => {
  const raw = [
    makeRaw({ name: '1.10.0' }),
    makeRaw({ name: '1.9.0' }),
    makeRaw({ name: '2.0.0' }, { excludeFromLatest: true }),
    makeRaw({ name: '3.0.0', provisioningState: 'Failed' }),
  ];
  expect(getLatest(raw.map(toFoundVersion))?.name).toBe('1.10.0');
});

test('an id of a version is read in any case, and nothing else is one', () => {
  const id =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/ga/images/i/versions/1.0.0';
  const place = { subscription: 's', resourceGroup: 'g', gallery: 'ga', definition: 'i', version: '1.0.0' };
  expect(parseVersionId(id)).toEqual(place);
  expect(parseVersionId(id.replace('resourceGroups', 'resourcegroups'))).toEqual(place);
  expect(parseVersionId('arn:aws:ec2:eu-west-1::image/ami-1')).toBeUndefined();
});
