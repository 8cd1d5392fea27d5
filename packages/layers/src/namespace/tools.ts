import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { NamespaceMode, Tools } from './namespace';

/** Debian package of each tool; other distributions use the same names, but Fedora says `shadow-utils` for uidmap. */
const packages: Readonly<Record<keyof Tools, string>> = {
  sh: 'dash',
  setpriv: 'util-linux',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
  umount: 'mount',
  chroot: 'coreutils',
  mkfifo: 'coreutils',
  newuidmap: 'uidmap',
  newgidmap: 'uidmap',
};

const mappers: readonly string[] = ['newuidmap', 'newgidmap'];

/** Finds a program along a search path; undefined when there is none that this user may run. */
export function findProgram(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** Finds the tools, or says in one diagnostic which are missing and which packages bring them. */
export function findTools(mode: NamespaceMode, searchPath: string): Tools | Diagnostic {
  const names = Object.keys(packages).filter((name) => mode === 'user' || !mappers.includes(name));
  const found = names.map((name) => [name, findProgram(name, searchPath)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => name as keyof Tools);
  if (missing.length > 0) return missingTools(missing, searchPath);
  return Object.fromEntries(found) as unknown as Tools;
}

function missingTools(missing: readonly (keyof Tools)[], searchPath: string): Diagnostic {
  const needed = [...new Set(missing.map((name) => packages[name]))];
  return problem('LAY050', {
    detail: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in any folder of PATH (${searchPath}).`,
    hint: `Run \`sudo apt-get install ${needed.join(' ')}\`.`,
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
