import type { GalleryImage } from '@azure/arm-compute';
import { type Bed, group, home, openBed, soon } from '../../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
  await bed.compute.galleries.createOrUpdate(group, 'golden', { location: home }, soon);
});
afterAll(() => bed[Symbol.asyncDispose]());

const definition: GalleryImage = {
  location: home,
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  identifier: { publisher: 'strata', offer: 'golden', sku: 'web' },
};
const put = (name: string, more: Partial<GalleryImage> = {}) =>
  bed.compute.galleryImages.createOrUpdate(group, 'golden', name, { ...definition, ...more }, soon);
const sku = (name: string) => ({ identifier: { publisher: 'strata', offer: 'golden', sku: name } });

test('what says nothing of its security supports trusted launch', async () => {
  expect(await put('web')).toMatchObject({
    architecture: 'x64',
    features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
  });
});

test.each([
  ['another system', { osType: 'Windows' }],
  ['another state', { osState: 'Specialized' }],
  ['another generation', { hyperVGeneration: 'V1' }],
  ['another identifier', sku('other')],
] as const)('%s is refused for what is there', async (_title, more) => {
  await put('fixed', { features: [{ name: 'SecurityType', value: 'Standard' }], ...sku('fixed') });
  await expect(
    put('fixed', { features: [{ name: 'SecurityType', value: 'Standard' }], ...sku('fixed'), ...more }),
  ).rejects.toMatchObject({ code: 'PropertyChangeNotAllowed' });
});

test.each<[string, Partial<GalleryImage>, string]>([
  ['an identifier that another has', {}, 'exists already'],
  ['Arm of the first generation', { ...sku('a'), hyperVGeneration: 'V1', architecture: 'Arm64' }, 'V2'],
  [
    'trusted launch of the first generation',
    { ...sku('a'), hyperVGeneration: 'V1', features: [{ name: 'SecurityType', value: 'TrustedLaunch' }] },
    'V2',
  ],
  ['an unknown feature', { ...sku('a'), features: [{ name: 'Speed', value: 'High' }] }, 'Speed'],
  [
    'an unknown security',
    { ...sku('a'), features: [{ name: 'SecurityType', value: 'High' }] },
    'Allowed values',
  ],
])('%s is refused', async (_title, more, words) => {
  await put('web');
  await expect(put('refused', more)).rejects.toThrow(words);
});

test('names with spaces, and galleries with dashes, are refused', async () => {
  await expect(put('no name', sku('n'))).rejects.toMatchObject({ code: 'InvalidResourceName' });
  await expect(
    bed.compute.galleries.createOrUpdate(group, 'gold-en', { location: home }, soon),
  ).rejects.toMatchObject({ code: 'InvalidResourceName' });
});

test('nothing is made in what is not there', async () => {
  await expect(
    bed.compute.galleryImages.createOrUpdate(group, 'absent', 'web', definition, soon),
  ).rejects.toMatchObject({ code: 'ParentResourceNotFound', statusCode: 404 });
});
