import { join } from 'node:path';
import type { Checked } from '@strata/diagnostics';
import type { ImageProject } from '@strata/engine';
import { readLockFile, writeLockEntry } from '@strata/layers/lock-file';
import type { BaseRequirement } from '@strata/plan';
import type { BaseFacts, LayerContext } from '@strata/sdk';

/** Name of the file that keeps what bases were resolved to. For version control. */
export const LOCK_FILE = 'images.lock.json';

/** Facts of bases: from the lock file, or looked up in the world once and then kept there. */
export function createBaseFacts(request: {
  readonly root: string;
  readonly context: (project: ImageProject) => LayerContext;
}) {
  const path = join(request.root, LOCK_FILE);
  const known = new Map<string, Promise<BaseFacts>>();

  const lookUp = async (required: BaseRequirement, project: ImageProject): Promise<BaseFacts> => {
    const locked = (await readLockFile(path))[required.lockName];
    if (locked) return locked;
    const builder = await required.builder.load();
    const facts = await builder.resolve(request.context(project), required.options);
    await writeLockEntry(path, required.lockName, facts);
    return facts;
  };

  return async (
    required: BaseRequirement,
    project: ImageProject,
  ): Promise<Checked<BaseFacts | undefined>> => {
    const facts = known.get(required.lockName) ?? lookUp(required, project);
    known.set(required.lockName, facts);
    return { value: await facts, diagnostics: [] };
  };
}
