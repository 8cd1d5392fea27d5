import { join, parse, resolve, sep } from 'node:path';
import { getErrorCode, type Ports } from '@strata/sdk';

/** Whether a path of a template is a pattern: Packer's own test. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * The paths that fit a pattern, as Go's `filepath.Glob` finds them: `*` and `?` stop at slashes and take a dot at the
 * beginning too, `[a-z]` and `[^a]` are classes, a backslash takes the next character as it is.
 *
 * @param folder absolute, where a relative pattern starts
 * @returns absolute paths in the order of their names; undefined for a pattern that is none (`[a`)
 */
export async function expandPattern(
  { files }: Pick<Ports, 'files'>,
  folder: string,
  pattern: string,
): Promise<readonly string[] | undefined> {
  const { root } = parse(resolve(folder, pattern));
  const parts = pattern.split(sep === '\\' ? /[\\/]+/ : /\/+/).filter((part) => part !== '');
  let found = [pattern.startsWith('/') || parse(pattern).root !== '' ? root : folder];
  for (const part of parts) {
    const test = compilePart(part);
    if (!test) return undefined;
    const below = await Promise.all(found.map((path) => step(files, path, part, test)));
    found = below.flat();
  }
  return found;
}

async function step(
  files: Ports['files'],
  folder: string,
  part: string,
  test: RegExp,
): Promise<readonly string[]> {
  if (!isPattern(part)) {
    const path = join(folder, part.replace(/\\(.)/g, '$1'));
    return (await files.stat(path)) ? [path] : [];
  }
  const names = await files.list(folder).catch((error: unknown) => {
    // Packer too finds nothing where it may not look.
    if (getErrorCode(error) === undefined) throw error;
    return [];
  });
  return names.filter((name) => test.test(name)).map((name) => join(folder, name));
}

const PIECE = /\\(.)|(\*+)|(\?)|\[(\^?)((?:\\.|[^\]\\])+)\]|([^\\[\]])|(\])/suy;

function compilePart(part: string): RegExp | undefined {
  let source = '';
  for (let index = 0; index < part.length; ) {
    PIECE.lastIndex = index;
    const match = PIECE.exec(part);
    if (!match) return undefined;
    const [text, escaped, stars, one, not, set, plain, bracket] = match;
    if (stars !== undefined) source += '.*';
    else if (one !== undefined) source += '.';
    else if (set !== undefined) source += `[${not}${set.replace(/\\?(.)/gsu, escapeInSet)}]`;
    else source += escapePlain(escaped ?? plain ?? bracket ?? '');
    index += text.length;
  }
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return undefined;
  }
}

/** A dash makes a range unless it is escaped. */
function escapeInSet(text: string, character: string): string {
  if (text === '-') return text;
  return /[\\\]^-]/.test(character) ? `\\${character}` : character;
}

function escapePlain(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
