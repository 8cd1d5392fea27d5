import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SHARED = resolve(__dirname, '../../../../../shared');

/** A group of tests on data that lies beside the workspace; where it does not, the group is left out by name. */
export function describeShared(title: string, tests: () => void): void {
  if (existsSync(join(SHARED, 'conformance/hcl'))) describe(title, tests);
  else describe(title, () => test.todo('left out: ../shared/conformance/hcl is not here'));
}

/** The lines of a gzipped file of golden values, or one of every so many. */
export function goldenLines<T>(name: string, every = 1): readonly T[] {
  const text = gunzipSync(readFileSync(join(SHARED, 'conformance/hcl', name))).toString();
  return text
    .trim()
    .split('\n')
    .filter((_, index) => index % every === 0)
    .map((line) => JSON.parse(line) as T);
}

/** The templates of the corpus in a folder of their own. Automatic variable files are left out on demand. */
export function openCorpus(exclude: string): Disposable & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), 'strata-corpus-'));
  const archive = join(SHARED, 'corpus/templates.tar.gz');
  execFileSync('tar', ['-xzf', archive, '-C', root, `--exclude=${exclude}`]);
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}
