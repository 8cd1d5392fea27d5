import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getErrorCode, type RemoveContext, type ResourceKind } from '@strata/sdk';
import { findProcesses } from './process/find';

/** Milliseconds between looks at a process that is to end. */
const LOOK = 50;

/** Only names that this builder draws are ever removed as such. */
export const RUN_FOLDER = /\/strata-qemu-[0-9a-f]{16}$/u;

/**
 * A running machine: its folder of sockets, whose random name stands in the command line of QEMU and of swtpm. That is how
 * they are found again, whatever number they have.
 */
export const runKind: ResourceKind<{ readonly folder: string }> = {
  kind: 'qemu-machine',
  async remove(context, { folder }) {
    if (!RUN_FOLDER.test(folder)) return;
    await endProcesses(context, folder);
    await rm(folder, { recursive: true, force: true });
  },
};

async function endProcesses(context: RemoveContext, mark: string): Promise<void> {
  for (;;) {
    const pids = await findProcesses(context, mark);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    await context.ports.clock.sleep(LOOK, context.signal);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (getErrorCode(error) !== 'ESRCH') throw error;
  }
}

/** Says whose an output directory is, as long as the build lasts. */
export const OWNER_FILE = '.strata-build';

/** The folder of the artifact. Only one that holds this build's mark is removed, or an empty one. */
export const outputKind: ResourceKind<{ readonly path: string; readonly owner: string }> = {
  kind: 'qemu-output',
  async remove(_, { path, owner }) {
    const found = await readFile(join(path, OWNER_FILE), 'utf8').catch(() => undefined);
    if (found === owner) return rm(path, { recursive: true, force: true });
    const names = await readdir(path).catch(() => undefined);
    if (names?.length === 0) await rmdir(path);
  },
};

export const PART_SUFFIX = '.strata-part';

/** A download that is not whole yet. */
export const partKind: ResourceKind<{ readonly path: string }> = {
  kind: 'qemu-download',
  async remove(_, { path }) {
    if (path.endsWith(PART_SUFFIX)) await rm(path, { force: true });
  },
};
