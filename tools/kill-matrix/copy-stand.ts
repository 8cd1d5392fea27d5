import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stand } from './stand';

/** A workspace for one case, with all that is in another. */
export function copyStand(workspace: string, variables: Stand['env']): Stand {
  const root = mkdtempSync(join(tmpdir(), 'strata-kill-'));
  cpSync(workspace, root, { recursive: true, verbatimSymlinks: true });
  return {
    root,
    folder: root,
    events: join(root, 'events.jsonl'),
    env: { PATH: process.env.PATH, HOME: root, XDG_CACHE_HOME: join(root, 'cache'), ...variables },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
