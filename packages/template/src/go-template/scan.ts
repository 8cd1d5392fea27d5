/** A token of an action. */
export interface Token {
  readonly kind: 'string' | 'number' | 'word' | 'field' | 'mark';
  readonly text: string;
}

const TOKEN =
  /\s*(?:`(?<raw>[^`]*)`|"(?<quoted>(?:[^"\\\n]|\\.)*)"|(?<number>[-+]?\d+(?:\.\d+)?)|(?<field>(?:\.[\p{L}_][\p{L}\p{N}_]*)+|\.(?![\p{L}_]))|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<mark>[|()]))/uy;

/** The tokens of an action's inside; undefined when there is something that the small language here does not have. */
export function getTokens(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const groups = TOKEN.exec(text)?.groups;
    const token = groups && getToken(groups);
    if (!token) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function getToken(groups: Record<string, string | undefined>): Token | undefined {
  const { raw, quoted, number, field, word, mark } = groups;
  if (raw !== undefined) return { kind: 'string', text: raw };
  if (quoted !== undefined) return unquote(quoted);
  if (number !== undefined) return { kind: 'number', text: number };
  if (field !== undefined) return { kind: 'field', text: field };
  if (word !== undefined) return { kind: 'word', text: word };
  return mark === undefined ? undefined : { kind: 'mark', text: mark };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  "'": "'",
};

function unquote(quoted: string): Token | undefined {
  let known = true;
  const text = quoted.replace(/\\(.)/gsu, (_, letter: string) => {
    known &&= letter in ESCAPES;
    return ESCAPES[letter] ?? '';
  });
  return known ? { kind: 'string', text } : undefined;
}
