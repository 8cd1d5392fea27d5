import { runProgram } from '../tar/run-program';
import type { StoreContext } from './context';
import { toolFailed } from './errors';

/**
 * Copies a file by what is stored of it: holes stay holes, and where the file system can share blocks nothing is copied
 * at all. What was there before is replaced.
 *
 * @throws Failure LAY005 on a full disk, LAY010 when it cannot be read or written
 */
export async function copySparse(
  store: Pick<StoreContext, 'layout' | 'searchPath'>,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<void> {
  await runProgram({
    command: 'cp',
    args: ['--reflink=auto', '--sparse=auto', '--', from, to],
    searchPath: store.searchPath,
    package: 'coreutils',
    refuse: (message) => toolFailed(store.layout.directory, 'cp', message),
    ...(signal && { signal }),
  });
}
