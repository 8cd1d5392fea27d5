import { resolve } from 'node:path';
import { failArgument } from '../failure';
import type { FunctionPorts } from '../ports';

/** A path with `~` replaced by the home folder. */
export function expandHome(path: string, { home }: Pick<FunctionPorts, 'home'>): string {
  if (path === '~') return home;
  return path.startsWith('~/') ? home + path.slice(1) : path;
}

/** The absolute path of what an argument names, from the folder that relative paths start from. */
export function resolvePath(path: string, from: string, ports: FunctionPorts): string {
  if (path.includes('\0')) failArgument(0, 'a path cannot hold a NUL character');
  return resolve(from, expandHome(path, ports));
}
