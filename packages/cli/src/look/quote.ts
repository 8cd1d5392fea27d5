const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const LAST_BYTE = 0x7f;
const LAST_SHORT = 0xffff;

/** Text in double quotes as Go's `%q` writes it, which is how Packer prints values. */
export function quote(text: string): string {
  return `"${[...text].map(quoteCharacter).join('')}"`;
}

function quoteCharacter(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return short;
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= LAST_BYTE) return `\\x${getHex(code, 2)}`;
  return code <= LAST_SHORT ? `\\u${getHex(code, 4)}` : `\\U${getHex(code, 8)}`;
}

function getHex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
