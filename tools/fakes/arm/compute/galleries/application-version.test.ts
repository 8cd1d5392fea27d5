import type { GalleryApplicationVersion } from '@azure/arm-compute';
import { tableBlobs } from '../../index';
import { type Bed, group, home, openBed, soon } from '../../testing/bed';

const blobs = tableBlobs();
let bed: Bed;
beforeAll(async () => {
  bed = await openBed({ blobs });
  await bed.compute.galleries.createOrUpdate(group, 'tools', { location: home }, soon);
  await bed.compute.galleryApplications.createOrUpdate(group, 'tools', 'agent', application, soon);
});
afterAll(() => bed[Symbol.asyncDispose]());

const application = { location: home, supportedOSType: 'Linux' } as const;
type Profile = GalleryApplicationVersion['publishingProfile'];

const put = (name: string, more: Partial<Profile> = {}) =>
  bed.compute.galleryApplicationVersions.createOrUpdate(
    group,
    'tools',
    'agent',
    name,
    {
      location: home,
      publishingProfile: {
        source: { mediaLink: blobs.put('agent.tar', { type: 'block', content: Buffer.from('x') }) },
        manageActions: { install: 'tar xf agent', remove: 'rm -r agent' },
        settings: { packageFileName: 'agent.tar' },
        targetRegions: [{ name: home, regionalReplicaCount: 1 }],
        ...more,
      },
    },
    soon,
  );

test('a version is made, and can be made again as it is', async () => {
  await put('1.0.0');
  expect(await put('1.0.0')).toMatchObject({ name: '1.0.0', provisioningState: 'Succeeded' });
});

const link = (mediaLink: string) => ({ source: { mediaLink } });

test.each([
  ['1.0', {}, 'Major(int32).Minor(int32).Patch(int32)'],
  ['1.0.2147483648', {}, 'between 0 and 2,147,483,647'],
  ['2.0.0', { replicaCount: 4 }, 'between 1 and 3'],
  ['2.0.0', { replicaCount: 0 }, 'out of range'],
  ['2.0.0', { targetRegions: [{ name: home, regionalReplicaCount: 5 }] }, 'between 1 and 3'],
  ['2.0.0', { targetRegions: [{ name: 'eastus' }] }, 'must contain the location'],
  ['2.0.0', { targetRegions: [{ name: home }, { name: home }] }, 'Duplicate regions'],
  [
    '2.0.0',
    { targetRegions: [{ name: home, encryption: { osDiskImage: {} } }] },
    'do not support encryption',
  ],
  ['2.0.0', { manageActions: { install: 'x'.repeat(4097), remove: 'y' } }, '4096'],
  ['2.0.0', link(`${blobs.accountUrl}/absent`), 'does not exist'],
  ['2.0.0', link('https://nowhere.example/agent'), 'remote name not found'],
  ['2.0.0', link(blobs.put('empty', { content: Buffer.alloc(0) })), 'is empty'],
  ['2.0.0', link(blobs.put('closed', { content: Buffer.from('x'), open: false })), 'SAS is not valid'],
  ['2.0.0', link(blobs.put('log', { type: 'append', content: Buffer.from('x') })), 'AppendBlob'],
  ['2.0.0', link(blobs.put('huge', { content: Buffer.from('x'), size: 3e9 })), 'is too large'],
])('%s with %j is refused', async (name, more, words) => {
  await expect(put(name, more)).rejects.toThrow(words);
});

test.each([
  ['install', { manageActions: { install: 'other', remove: 'rm -r agent' } }],
  ['update', { manageActions: { install: 'tar xf agent', remove: 'rm -r agent', update: 'x' } }],
  ['packageFileName', { settings: { packageFileName: 'other' } }],
])('%s of what is there stays', async (name, more) => {
  await put('3.0.0');
  await expect(put('3.0.0', more)).rejects.toMatchObject({
    code: 'PropertyChangeNotAllowed',
    message: expect.stringContaining(name),
  });
});

test('an application keeps its system, and its versions keep it', async () => {
  await put('4.0.0');
  const windows = { location: home, supportedOSType: 'Windows' } as const;
  await expect(
    bed.compute.galleryApplications.createOrUpdate(group, 'tools', 'agent', windows, soon),
  ).rejects.toMatchObject({ code: 'PropertyChangeNotAllowed' });
  await expect(bed.compute.galleryApplications.delete(group, 'tools', 'agent', soon)).rejects.toMatchObject({
    code: 'CannotDeleteResource',
  });
});
