import { isAbsolute, resolve } from 'node:path';
import type { PartContext } from './parts';

/** Whether a path of a template is a pattern: Packer's own test. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * What fits a pattern, as Go's `filepath.Glob` finds it: `*`, `?` and `[a-z]` never reach beyond a slash and take a dot at
 * the beginning too, and `\` takes the next character literally.
 *
 * @returns names as the pattern writes them, in the order of their bytes; undefined for a pattern that is none: a set
 * without an end, or with a range that runs backwards
 */
export async function matchFiles(
  { ports: { files }, baseDirectory }: Pick<PartContext, 'ports' | 'baseDirectory'>,
  pattern: string,
): Promise<readonly string[] | undefined> {
  let found = [isAbsolute(pattern) ? '/' : ''];
  for (const part of pattern.split('/').filter((name) => name !== '')) {
    const fits = compilePart(part);
    if (!fits) return undefined;
    const deeper = await Promise.all(
      found.map(async (folder) => {
        const names = await getNames(part, fits, () => files.list(resolve(baseDirectory, folder)));
        return names.map((name) => join(folder, name));
      }),
    );
    found = deeper.flat();
  }
  const there = await Promise.all(found.map((name) => files.stat(resolve(baseDirectory, name))));
  return found.filter((_, index) => there[index] !== undefined);
}

/** A part without a pattern is not looked for: the folder may be one that nobody may list. */
async function getNames(
  part: string,
  fits: RegExp,
  list: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (!/[*?[\\]/.test(part)) return [part];
  // As in Go, what cannot be listed holds nothing.
  const names = await list().catch(() => []);
  return names.filter((name) => fits.test(name));
}

const PIECE =
  /\\(?<escaped>.)|\[(?<not>\^?)(?<set>(?:\\.|[^\]\\])+)\]|(?<any>\*)|(?<one>\?)|(?<open>[[\\])|(?<plain>.)/gsu;

function compilePart(part: string): RegExp | undefined {
  const pieces = Array.from(part.matchAll(PIECE), ({ groups = {} }) => groups);
  if (pieces.some(({ open }) => open !== undefined)) return undefined;
  try {
    return new RegExp(`^${pieces.map(getSource).join('')}$`, 'su');
  } catch {
    // A set whose range runs backwards.
    return undefined;
  }
}

function getSource({ escaped, not, set, any, one, plain }: Record<string, string | undefined>): string {
  if (any !== undefined) return '.*';
  if (one !== undefined) return '.';
  if (set !== undefined) return `[${not}${set.replaceAll('[', '\\[').replace(/\\(?=[^\]\\^[-])/gu, '')}]`;
  return (escaped ?? plain ?? '').replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}

function join(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}
