import { describePlans } from './describe-plan';
import type { FoundImage } from './found-image';
import type { ImageContent } from './keys';
import { planRegion, type RegionView } from './plan-region';
import type { AwsDestination } from './settings';
import { getSharingName, getWishes, type RegionWish } from './wish';

const content: ImageContent = {
  layers: [{ diffId: 'sha256:1' }, { diffId: 'sha256:2' }],
  disk: { firmware: 'both' },
};
const destination: AwsDestination = {
  name: 'aws',
  region: 'eu-west-1',
  regions: ['us-east-1', 'eu-west-1'],
  sharing: { accounts: ['111122223333'], organizations: [], organizationalUnits: [], withSnapshots: false },
  encryption: { isEncrypted: false, kmsKeys: {} },
  tags: { team: 'web' },
  channels: ['/images/{image}/stable'],
  deprecateAfter: 90 * 86_400_000,
  isProtected: true,
  nameTemplate: '{image}-{version}',
  registration: { architecture: 'x86_64', firmware: 'both', isImdsV2: true, hasTpm: false },
};

const created = Date.parse('2026-11-01T10:00:20Z');
const now = created + 86_400_000;
const [home, copy] = getWishes(destination, { image: 'golden', content }) as [RegionWish, RegionWish];

/** The image as it should be. */
function makeImage(more: Partial<FoundImage> = {}): FoundImage {
  const sharing = getSharingName(destination.sharing) ?? '';
  return {
    id: 'ami-1',
    name: home.name,
    state: 'available',
    reason: undefined,
    key: home.key,
    image: 'golden',
    tags: { ...home.tags, 'strata:sharing': sharing },
    snapshots: ['snap-1'],
    created,
    deprecated: Date.parse('2027-01-30T10:01:00Z'),
    isProtected: true,
    ...more,
  };
}

function view(images: readonly FoundImage[], parameters: Readonly<Record<string, string>> = {}): RegionView {
  return { images, parameters: new Map(Object.entries(parameters)) };
}

const pointed = { '/images/golden/stable': 'ami-1' };

test('home comes first, each region once', () => {
  expect([home.region, home.isHome, copy.region, copy.isHome]).toEqual([
    'eu-west-1',
    true,
    'us-east-1',
    false,
  ]);
  expect(home.name).toBe(`golden-${home.key.slice(0, 12)}`);
  expect(home.channels).toEqual(['/images/golden/stable']);
});

test('an image that is as it should be has nothing done to it', () => {
  const plan = planRegion(home, view([makeImage()], pointed), now);
  expect(plan).toMatchObject({ making: 'none', settings: [], pointers: [] });
  expect(describePlans([plan])).toEqual([]);
});

test.each<[string, Partial<FoundImage>, readonly string[]]>([
  ['one that was put aside', { state: 'disabled' }, ['enable', 'share']],
  [
    'one that was taken up again by half',
    { tags: { ...makeImage().tags, 'strata:quarantined': '2026-11-01T00:00:00Z' } },
    ['enable', 'share', 'release'],
  ],
  ['one that lacks a tag', { tags: { ...makeImage().tags, team: 'other' } }, ['tag']],
  ['one that nobody was given', { tags: home.tags }, ['share']],
  ['one that is not to be deprecated', { deprecated: undefined }, ['deprecate']],
  ['one that may be removed', { isProtected: false }, ['protect']],
])('%s is set right', (_, more, kinds) => {
  const { settings } = planRegion(home, view([makeImage(more)], pointed), now);
  expect(settings.map(({ kind }) => kind)).toEqual(kinds);
});

test('an image that is past its time is not deprecated once more, which AWS would refuse', () => {
  const late = created + 91 * 86_400_000;
  const { settings } = planRegion(home, view([makeImage({ deprecated: undefined })], pointed), late);
  expect(settings).toEqual([]);
});

test.each<[FoundImage['state'], string]>([
  ['pending', 'wait'],
  ['failed', 'replace'],
])('one that is %s is another matter', (state, making) => {
  expect(planRegion(home, view([makeImage({ state })]), now).making).toBe(making);
});

test('other images and other versions do not count, and of two the better one does', () => {
  const others = [makeImage({ key: 'other' }), makeImage({ image: 'webapp' })];
  expect(planRegion(home, view(others), now).making).toBe('make');
  const twice = [makeImage({ id: 'ami-2', state: 'failed' }), makeImage({ id: 'ami-3' })];
  expect(planRegion(home, view(twice), now).found?.id).toBe('ami-3');
});

test('a parameter that holds another image is moved', () => {
  const before = { '/images/golden/stable': 'ami-0' };
  const { pointers } = planRegion(home, view([makeImage()], before), now);
  expect(pointers).toEqual([{ parameter: '/images/golden/stable', before: 'ami-0' }]);
});

test('what cannot be changed later makes another image: content, registration, encryption', () => {
  const keyOf = (other: Partial<AwsDestination>, layers: ImageContent['layers'] = content.layers) =>
    getWishes({ ...destination, ...other }, { image: 'golden', content: { ...content, layers } }).map(
      ({ key }) => key,
    );
  const [first] = keyOf({});
  const kmsKeys = { 'us-east-1': 'arn:aws:kms:us-east-1:111122223333:key/1' };
  expect(keyOf({}, content.layers.slice(1))[0]).not.toBe(first);
  expect(keyOf({ registration: { ...destination.registration, hasTpm: true } })[0]).not.toBe(first);
  const encrypted = keyOf({ encryption: { isEncrypted: true, kmsKeys } });
  expect(encrypted[0]).not.toBe(first);
  expect(encrypted[1]).not.toBe(encrypted[0]);
  expect(keyOf({ tags: {}, channels: [], isProtected: false })[0]).toBe(first);
});

test('a plan is told in a few lines', () => {
  const plans = [home, copy].map((wish) => planRegion(wish, view([]), now));
  expect(describePlans(plans)).toEqual([
    `upload and register ${home.name} in eu-west-1`,
    'copy it to us-east-1',
    'point /images/golden/stable at it in eu-west-1, us-east-1',
  ]);
});
