import { PassThrough } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { ConnectionError, type RemoteExit } from '@strata/sdk';
import { connectSandbox } from './connect';
import type { SandboxLink } from './link';

const signal = new AbortController().signal;

/** A sandbox in which every command says `no` and ends as given; keeps what is mounted. */
function createLink(exit: RemoteExit) {
  const mounted = new Set<string>();
  const link: SandboxLink = {
    exec: async ({ onOutput }) => {
      onOutput?.({ stream: 'stderr', data: Buffer.from('no\n') });
      return exit;
    },
    mountLayers: async () => '/layers',
    mountDirectory: async (path) => {
      mounted.add(path);
      return path;
    },
    unmount: async (path) => void mounted.delete(path),
  };
  return { mounted, communicator: connectSandbox(link) };
}

const failed: RemoteExit = { kind: 'exited', code: 2 };

test.each([
  ['COM001', 'upload'],
  ['COM002', 'uploadDirectory'],
  ['COM003', 'download'],
  ['COM004', 'downloadDirectory'],
] as const)('%s says which path failed and why', async (code, verb) => {
  const { communicator, mounted } = createLink(failed);
  const moving = {
    upload: () => communicator.upload(Buffer.alloc(0), '/there', { signal }),
    uploadDirectory: () => communicator.uploadDirectory('/here', '/there', { signal }),
    download: () => communicator.download('/there', new PassThrough(), signal),
    downloadDirectory: () => communicator.downloadDirectory('/there', '/here', { signal }),
  }[verb]();
  const error = await moving.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Failure);
  const detail = expect.stringMatching(/\/there.*: no$/);
  expect((error as Failure).diagnostics).toEqual([expect.objectContaining({ code, detail })]);
  expect([...mounted]).toEqual([]);
});

test('a sandbox that went away is a lost connection, not a wrong file', async () => {
  const { communicator } = createLink({ kind: 'disconnected' });
  await expect(communicator.upload(Buffer.alloc(0), '/f', { signal })).rejects.toBeInstanceOf(
    ConnectionError,
  );
});
