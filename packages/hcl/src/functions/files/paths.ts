import { posix } from 'node:path';
import { defineText } from '../define';
import type { FunctionPorts } from '../ports';
import { expandHome, resolvePath } from './resolve';

export const createAbspath = (ports: FunctionPorts) =>
  defineText(
    'The path from the root folder on; relative paths start from the current folder.',
    ['path'],
    (path) => resolvePath(path, ports.cwd, { ...ports, home: '~' }),
  );

export const basename = defineText('The last part of a path.', ['path'], (path) => {
  if (path === '') return '.';
  return posix.basename(path) || '/';
});

/** Go cleans the rest: `a//b/../c` is in `a`. */
export const dirname = defineText('A path without its last part.', ['path'], (path) => {
  const clean = posix.normalize(path.slice(0, path.lastIndexOf('/') + 1));
  return clean.length > 1 ? clean.replace(/\/$/, '') : clean;
});

export const createPathexpand = (ports: FunctionPorts) =>
  defineText('The path with ~ replaced by the home folder.', ['path'], (path) => expandHome(path, ports));
