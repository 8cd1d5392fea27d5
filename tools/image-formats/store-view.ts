import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../sources/files';

/** What a view has of its own: disks that are kept, and what is being made. */
const own = ['disks', 'tmp'];
/** Small files that the store may write again. */
const copied = ['version', 'trial.json'];

/** The layers of this workspace in a store that has never made a disk. Gives its folder. */
export function makeStoreView(parent: string, name: string): string {
  const store = join(workspaceRoot, '.strata', 'store');
  if (!existsSync(join(store, 'version')))
    throw new Error('Nothing was built in this workspace yet: npm run build');
  const view = join(parent, name);
  rmSync(view, { recursive: true, force: true });
  mkdirSync(view);
  for (const entry of readdirSync(store)) {
    if (copied.includes(entry)) cpSync(join(store, entry), join(view, entry));
    else if (!own.includes(entry)) symlinkSync(join(store, entry), join(view, entry));
  }
  return view;
}
