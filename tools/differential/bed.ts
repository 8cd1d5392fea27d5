import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { workspaceRoot } from '../sources/files';
import { withoutPackerBlocks } from './without-packer-blocks';

/** Real templates in a folder of their own, changed so that an old Packer reads them. */
export interface Bed extends Disposable {
  readonly root: string;
  /** Folders with HCL2 templates, relative to the root; none when the templates are not at hand. */
  readonly folders: readonly string[];
  /** Legacy JSON templates, relative to the root. */
  readonly legacy: readonly string[];
  /** The same templates once more, for programs that change them. */
  copy(): string;
}

const ARCHIVE = resolve(workspaceRoot, '../shared/corpus/templates.tar.gz');

/** Of JSON templates one of every so many, always the same ones. */
export function makeBed(every = 1): Bed {
  const top = mkdtempSync(join(tmpdir(), 'strata-differential-'));
  const root = join(top, 'templates');
  mkdirSync(root);
  if (existsSync(ARCHIVE)) execFileSync('tar', ['-xzf', ARCHIVE, '-C', root]);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const templates = files.filter((name) => name.endsWith('.pkr.hcl'));
  const legacy = files.filter((name) => isLegacy(join(root, name))).sort();
  const sample = legacy.filter((_, index) => index % every === 0);
  for (const name of templates) simplify(join(root, name));
  const folders = [...new Set(templates.map((name) => relative(root, join(root, name, '..')) || '.'))].sort();
  const copy = () => {
    const place = mkdtempSync(join(top, 'copy-'));
    cpSync(root, place, { recursive: true });
    return place;
  };
  return { root, folders, legacy: sample, copy, [Symbol.dispose]: () => rmSync(top, { recursive: true }) };
}

function isLegacy(path: string): boolean {
  return /(?<!\.pkr|\.pkrvars)\.json$/u.test(path) && /"builders"\s*:/u.test(readFileSync(path, 'utf8'));
}

/** Not every path that ends as templates do is a file: Packer's own tests have such a folder. */
function simplify(path: string): void {
  const entry = readdirSync(join(path, '..'), { withFileTypes: true }).find(({ name }) =>
    path.endsWith(`/${name}`),
  );
  if (entry?.isFile()) writeFileSync(path, withoutPackerBlocks(readFileSync(path, 'utf8'), path));
}
