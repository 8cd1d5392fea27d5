import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { NamespaceCommand } from '../namespace/namespace';
import { toOverlayTree } from '../tar/overlay';
import { runSink } from '../tar/piped-process';
import { readTar } from '../tar/read';
import { writeTar } from '../tar/write';
import type { StoreContext } from './context';
import { toolFailed } from './errors';

/** Folders get their times and rights last, also those that the archive names more than once. */
const tarArguments = [
  ...['--extract', '--file=-', '--numeric-owner', '--same-owner', '--same-permissions'],
  ...['--xattrs', '--xattrs-include=*', '--delay-directory-restore', '--warning=none'],
];

/** Unpacks the tar of a layer, ours or a foreign one, into an empty folder in overlay form. */
export async function unpackTar(
  store: StoreContext,
  tar: AsyncIterable<Uint8Array>,
  into: { readonly directory: string; readonly signal?: AbortSignal },
): Promise<void> {
  const namespace = await store.getNamespace();
  const devices = await store.canMakeDevices();
  const command: NamespaceCommand = {
    command: 'sh',
    args: ['-c', 'umask 022; exec tar "$@"', 'sh', ...tarArguments],
    cwd: into.directory,
    env: { PATH: store.searchPath, LC_ALL: 'C', TZ: 'UTC0' },
    stdin: 'pipe',
    ...(into.signal && { signal: into.signal }),
  };
  const items = toOverlayTree(readTar(tar), { devices });
  await runSink(namespace.spawn(command), writeTar(items), (message) => unpackFailed(store, message));
}

function unpackFailed(store: StoreContext, message: string): Failure {
  if (!message.includes('Cannot change ownership')) return toolFailed(store.layout.directory, 'tar', message);
  return new Failure(
    problem('LAY021', {
      detail: `A file belongs to an owner that this user's range of ids does not reach: ${message}`,
      hint: 'Give the user a range of 65536 ids or more in /etc/subuid and /etc/subgid, or build as root.',
    }),
  );
}
