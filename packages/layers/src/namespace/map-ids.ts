import { execFile } from 'node:child_process';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { formatIdMap, type IdRange } from './id-maps';

/** The id maps of a user namespace and the setuid tools that write them. */
export interface IdMapping {
  readonly newuidmap: string;
  readonly newgidmap: string;
  readonly users: readonly IdRange[];
  readonly groups: readonly IdRange[];
}

/**
 * Writes the id maps of the user namespace that process `pid` made. We do it instead of `unshare --map-auto`, because
 * that waits in a helper which nothing ends when its parent is killed, and because util-linux before 2.38 lacks it.
 */
export async function mapIds(pid: number, mapping: IdMapping): Promise<void> {
  await Promise.all([
    runMapper(mapping.newuidmap, [String(pid), ...formatIdMap(mapping.users)]),
    runMapper(mapping.newgidmap, [String(pid), ...formatIdMap(mapping.groups)]),
  ]);
}

function runMapper(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: {} }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Failure(mappingRefused(command, stderr.trim() || error.message), { cause: error }));
    });
  });
}

function mappingRefused(command: string, reason: string) {
  return problem('LAY053', {
    detail: `${command} did not map the ids of a user namespace: ${reason}`,
    hint: 'It must be installed setuid root (`sudo apt-get install --reinstall uidmap`), and /etc/subuid and /etc/subgid must grant the ids.',
  });
}
