import { goTo, type Output, put, putIndicator } from './output';

/** A quoted text is broken at the first single space behind this column. */
const width = 80;

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

/** What libyaml calls printable, but for the line feed: everything beyond the first plane is not. */
const unprintable = /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

export function isPrintable(character: string): boolean {
  return !unprintable.test(character);
}

/** Writes a text in double quotes; a key must stay on one line. */
export function putQuoted(
  output: Output,
  text: string,
  { indent, key }: { readonly indent: number; readonly key: boolean },
): void {
  putIndicator(output, '"');
  const characters = [...text];
  let afterSpace = false;
  for (const [i, character] of characters.entries()) {
    const inside = i > 0 && i < characters.length - 1;
    if (character === ' ' && !key && !afterSpace && inside && output.column > width) {
      goTo(output, indent);
      if (characters[i + 1] === ' ') put(output, '\\', 1);
    } else putEscaped(output, character);
    afterSpace = character === ' ';
  }
  put(output, '"', 1);
  output.spaced = false;
  output.indented = false;
}

function putEscaped(output: Output, character: string): void {
  const text = shortEscapes[character] ?? (isPrintable(character) ? character : escaped(character));
  put(output, text, text === character ? 1 : text.length);
}

function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  const hexadecimal = point.toString(16).toUpperCase();
  if (point <= 0xff) return `\\x${hexadecimal.padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${hexadecimal.padStart(4, '0')}` : `\\U${hexadecimal.padStart(8, '0')}`;
}
