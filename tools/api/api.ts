import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages, workspaceRoot } from '../sources/files';
import { getExports } from './exports';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly '@strata/source'?: string }>>;
}

/** The public names of a package, door by door, as they are kept in its api.txt. */
export function getApi(folder: string): string {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const doors = Object.entries(manifest.exports).flatMap(([door, target]) => {
    const source = typeof target === 'string' ? undefined : target['@strata/source'];
    return source && existsSync(join(folder, source)) ? [{ door, source }] : [];
  });
  const sections = doors.map(({ door, source }) => {
    const names = [...getExports(join(folder, source))].map(([name, kind]) => `${kind} ${name}`);
    return [`# ${join(manifest.name, door)}`, ...names.sort(), ''].join('\n');
  });
  return sections.join('\n');
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function listApis(): readonly { readonly file: string; readonly text: string }[] {
  return listPackages().map((name) => {
    const folder = join(workspaceRoot, 'packages', name);
    return { file: join(folder, 'api.txt'), text: getApi(folder) };
  });
}

/** Names each line by which a committed api.txt differs from what the package exports. */
export function validateApis(): readonly string[] {
  return listApis().flatMap(({ file, text }) => {
    const committed = read(file).split('\n');
    const now = text.split('\n');
    const place = file.slice(workspaceRoot.length + 1);
    return [
      ...now.filter((line) => !committed.includes(line)).map((line) => `${place} lacks "${line}"`),
      ...committed
        .filter((line) => !now.includes(line))
        .map((line) => `${place} has "${line}", which is gone`),
    ];
  });
}

export function writeApis(): void {
  for (const { file, text } of listApis()) if (read(file) !== text) writeFileSync(file, text);
}
