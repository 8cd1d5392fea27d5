import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workspace for one build that is to be killed. Its path is in the arguments or environment of all that the build starts. */
export interface Stand extends Disposable {
  readonly root: string;
  readonly events: string;
  /** Where the build leaves things for people, and where its machine keeps things. */
  readonly folder: string;
  /** All the environment there is. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @param variables beside those that every stand has */
export function makeStand(template: string, variables: Stand['env'] = {}): Stand {
  const root = mkdtempSync(join(tmpdir(), 'strata-kill-'));
  const folder = join(root, 'folder');
  for (const name of ['folder/machine', 'images/k', 'tmp']) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'images/k/image.pkr.hcl'), template);
  return {
    root,
    folder,
    events: join(root, 'events.jsonl'),
    env: {
      PATH: process.env.PATH,
      HOME: root,
      TMPDIR: join(root, 'tmp'),
      XDG_CACHE_HOME: join(root, 'cache'),
      ...variables,
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
