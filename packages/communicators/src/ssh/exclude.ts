/**
 * Tells whether a path is left out, as GNU tar's `--exclude` does: a pattern that begins with `/` or `./` counts from
 * the folder that is copied, any other matches a name or the end of a path wherever it is. `*` matches slashes too.
 * Paths are relative, without `./`; what lies under an excluded folder is for the caller to leave out.
 */
export function createExclude(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map(toExpression);
  return (path) => expressions.some((expression) => expression.test(path));
}

function toExpression(pattern: string): RegExp {
  const trimmed = pattern.replace(/\/+$/, '');
  const bare = trimmed.replace(/^\.?\//, '');
  const start = bare === trimmed ? '(?:^|/)' : '^';
  return new RegExp(`${start}${toSource(bare)}$`, 's');
}

/** A class in brackets, an escaped character, or any other one. */
const token = /\[(!|\^)?(\]?[^\]]*)\]|\\(.)|(.)/gs;
const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

function toSource(pattern: string): string {
  return Array.from(pattern.matchAll(token), ([, negation, members, escaped, plain]) => {
    if (members !== undefined)
      return `[${negation ? '^' : ''}${members.replace(/[\\\]^]/g, (each) => `\\${each}`)}]`;
    return wildcards[plain ?? ''] ?? escapeCharacters(escaped ?? plain ?? '');
  }).join('');
}

function escapeCharacters(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
