import { posix } from 'node:path';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';
import type { FunctionPorts } from '../ports';
import { compileGlob } from './glob';
import { resolvePath } from './resolve';

/** A pattern over a whole disk is a mistake; so is a loop of links. */
const mostEntries = 200_000;
const maxDepth = 64;
const longestPattern = 10_000;

export const createFileset = (ports: FunctionPorts) =>
  define({
    description:
      'The paths of regular files under a folder that match a pattern; relative paths start from path.root.',
    parameters: [parameter.string('path'), parameter.string('pattern')],
    returns: Type.set(Type.string),
    call([path, pattern]) {
      if (textOf(pattern).length > longestPattern)
        return failArgument(1, `a pattern may have up to ${longestPattern} characters`);
      const glob = compileGlob(posix.normalize(textOf(pattern)));
      if (glob === undefined)
        return failArgument(1, `failed to glob pattern (${textOf(pattern)}): syntax error in pattern`);
      const root = resolvePath(textOf(path), ports.root, ports);
      const deepest = depthOf(posix.normalize(textOf(pattern)));
      const found = listFiles(ports, { root, deepest }).filter((file) => glob.matches(file));
      return Value.set(Type.string, found.map(Value.string));
    },
  });

/** How many folders deep a match can be. */
function depthOf(pattern: string): number {
  return pattern.includes('**') || pattern.includes('{') ? maxDepth : pattern.split('/').length;
}

function listFiles(
  { files }: FunctionPorts,
  { root, deepest }: { readonly root: string; readonly deepest: number },
): readonly string[] {
  const found: string[] = [];
  let folders: readonly string[] = [''];
  let entries = 0;
  for (let depth = 0; depth < deepest && folders.length > 0; depth++) {
    const deeper: string[] = [];
    for (const folder of folders) {
      if (files.kind(root + (folder && `/${folder}`)) !== 'directory') continue;
      for (const name of files.list(posix.join(root, folder))) {
        if (++entries > mostEntries) fail(`more than ${mostEntries} files and folders under ${root}`);
        const path = folder === '' ? name : `${folder}/${name}`;
        const kind = files.kind(`${root}/${path}`);
        if (kind === 'directory') deeper.push(path);
        else if (kind === 'file') found.push(path);
      }
    }
    folders = deeper;
  }
  return found;
}
