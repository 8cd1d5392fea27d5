import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** This package's own folder, in the repository or under node_modules. */
export const packageRoot = join(__dirname, '..', '..');

/** Whether the plugin runs from its sources: then there is no version that would change with them. */
export const isSource = existsSync(join(packageRoot, 'src'));

function* listSources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listSources(path);
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')) yield path;
  }
}

/** They build, and take no part in drawing the graph: loaded-modules.test.ts. */
const builders = ['cli', 'engine', 'layers'];

/** Sizes and times of change of every source: some hundred looks, far fewer milliseconds than reading them. */
function getSourceFingerprint(): string {
  const hash = createHash('sha1');
  const packages = join(packageRoot, '..');
  for (const name of readdirSync(packages).filter((each) => !builders.includes(each))) {
    const folder = join(packages, name, 'src');
    if (!existsSync(folder)) continue;
    for (const file of listSources(folder)) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\0`);
    }
  }
  return hash.digest('hex');
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Differs whenever the code that reads templates may: what one version understood is no answer for another. */
export function getFingerprint(): string {
  return isSource ? getSourceFingerprint() : readVersion();
}
