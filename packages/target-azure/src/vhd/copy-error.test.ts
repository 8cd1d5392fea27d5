import { createTestPorts } from '@strata/sdk/testing';
import { type UploadRequest, uploadVhd } from './upload-vhd';

const { signal } = new AbortController();
const hour = 3_600_000;

/** An upload that begins as a copy, of which Azure says this. */
function upload(copyStatus: string | undefined) {
  const { clock } = createTestPorts();
  const aborted: string[] = [];
  const blob = {
    ...{ name: 'webapp.vhd', url: 'https://blobs.example/webapp.vhd' },
    getProperties: async () => ({ metadata: {}, copyStatus, copyId: 'copy-1' }),
    beginCopyFromURL: async () => undefined,
    abortCopyFromURL: async (id: string) => void aborted.push(id),
  };
  const request = {
    ...{ container: { getPageBlobClient: () => blob }, blob: blob.name, digest: 'd', metadata: {} },
    plan: { parent: { blob: 'golden.vhd', virtualSize: 0 }, virtualSize: 0, writes: [], clears: [] },
    journal: { begun: { token: 't', isPrepared: false, done: new Set() } },
  };
  return { work: uploadVhd({ clock, signal }, request as unknown as UploadRequest), aborted, clock };
}

test.each(['failed', 'aborted', undefined])(
  'a copy that is %s is told apart from other troubles',
  async (status) => {
    await expect(upload(status).work).rejects.toMatchObject({ name: 'CopyError' });
  },
);

test('a copy that takes too long is ended, so that the blob can be written to', async () => {
  const { work, aborted, clock } = upload('pending');
  await expect(work).rejects.toMatchObject({ name: 'CopyError' });
  expect(aborted).toEqual(['copy-1']);
  expect(clock.sleeps.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(hour);
});
