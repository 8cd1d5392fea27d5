import { basename, join } from 'node:path';
import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { getAbout } from './about';
import { getPlace } from './place';
import type { TestFile, TestSubject } from './test-file';

/** An image, and the folder with its tests. */
export interface TestFolder {
  readonly image: string;
  /** Absolute; it need not be there. */
  readonly path: string;
}

export interface CollectRequest {
  /** The image first, then its parents and theirs: what holds for a parent holds for its children too. */
  readonly folders: readonly TestFolder[];
  /** How a path is named in problems and results. @default as it is */
  readonly getName?: (path: string) => string;
}

/**
 * Finds the tests of an image: files `*.yaml` and `*.yml` with checks, `*.sh`, and `*.test.ts`, `*.test.js`, `*.test.mjs` and
 * `*.test.cjs`. Those of the image furthest up come first: what is wrong there is wrong in all. A folder that two parents
 * share is looked into once.
 */
export async function collectTests(
  files: Files,
  { folders, getName = (path) => path }: CollectRequest,
): Promise<Checked<readonly TestFile[]>> {
  const diagnostics: Diagnostic[] = [];
  const tests: TestFile[] = [];
  // Of a shared parent the last mention counts, which is before all its children in the end.
  const distinct = new Map([...folders].reverse().map((folder) => [folder.path, folder]));
  for (const { image, path: folder } of distinct.values()) {
    if ((await files.stat(folder))?.kind !== 'directory') continue;
    for (const entry of await files.list(folder)) {
      const kind = getKind(entry);
      if (!kind) continue;
      const path = join(folder, entry);
      const name = getName(path);
      const place = await getPlace(files, { path, name, kind });
      const about = kind === 'checks' ? none : getAbout(await readText(files, path), { name });
      diagnostics.push(...place.diagnostics, ...about.diagnostics);
      const says = about.value.length > 0 && { about: about.value };
      tests.push({ image, path, name, kind, place: place.value, ...says });
    }
  }
  if (tests.length === 0 && diagnostics.length === 0) diagnostics.push(nothing(folders, getName));
  return { value: tests, diagnostics };
}

/** Checks say of each thing what it is. */
const none: Checked<readonly TestSubject[]> = { value: [], diagnostics: [] };

/** Who cannot be read is told when it is run. */
function readText(files: Files, path: string): Promise<string> {
  return files.readText(path).catch(() => '');
}

function getKind(name: string): TestFile['kind'] | undefined {
  if (/\.ya?ml$/.test(name)) return 'checks';
  if (/\.sh$/.test(name)) return 'script';
  return /\.test\.(?:[cm]?js|ts)$/.test(name) ? 'program' : undefined;
}

function nothing(folders: readonly TestFolder[], getName: (path: string) => string): Diagnostic {
  const places = folders.map(({ path }) => getName(path)).join(', ');
  return problem('TST015', {
    severity: 'warning',
    detail: `No tests are in ${places}.`,
    hint: `Write some, for example ${basename(folders[0]?.image ?? 'image')}.yaml with "package: { openssh-server: { installed: true } }".`,
  });
}
