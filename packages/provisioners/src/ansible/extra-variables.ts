/**
 * Reads extra variables as Ansible takes them on its command line: `a=1 b="x y"`, with all values as text. Undefined for
 * what is no such list; JSON, YAML and `@file` are none.
 */
export function parseExtraVariables(text: string): Readonly<Record<string, string>> | undefined {
  const variables: Record<string, string> = {};
  let rest = text.trim();
  while (rest !== '') {
    const found = PAIR.exec(rest);
    if (!found) return undefined;
    const [whole, name = '', value = ''] = found;
    variables[name] = unquote(value);
    rest = rest.slice(whole.length);
  }
  return Object.keys(variables).length === 0 ? undefined : variables;
}

/** A name, and a value of pieces with and without quotes, up to a blank or the end. */
const PAIR = /^([A-Za-z_]\w*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])*)(?:\s+|$)/s;

function unquote(value: string): string {
  return value.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? '') : double.replace(/\\(["\\])/g, '$1'),
  );
}
