/** Whether a text matches a pattern of `-only`: `*` any text, `?` one character, `[a-z]`, `[!a-z]`, `{one,two}`, `\` escapes. */
export function matchesGlob(pattern: string, text: string): boolean {
  return new RegExp(`^${getSource(pattern)}$`, 'su').test(text);
}

const PART =
  /\\(?<escaped>.)|\[(?<not>!?)(?<set>(?:\w-\w|[^\][\\-])+)\]|\{(?<choices>[^{}]*)\}|(?<any>\*)|(?<one>\?)|(?<plain>.)/gsu;

function getSource(pattern: string): string {
  return Array.from(pattern.matchAll(PART), ({ groups = {} }) => getPart(groups)).join('');
}

function getPart({
  escaped,
  not,
  set,
  choices,
  any,
  one,
  plain,
}: Record<string, string | undefined>): string {
  if (any !== undefined) return '.*';
  if (one !== undefined) return '.';
  if (set !== undefined) return `[${not ? '^' : ''}${set.replaceAll('^', '\\^')}]`;
  if (choices !== undefined) return `(?:${choices.split(',').map(getSource).join('|')})`;
  return (escaped ?? plain ?? '').replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}
