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

/** A space, a run of what stands as it is, or one character that does not. Each unit of a run is a character. */
const pieces = /( |[!#-[\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]+)|./gsu;

/** Writes a text in double quotes; a key must stay on one line. */
export function putQuoted(
  output: Output,
  text: string,
  { indent, key }: { readonly indent: number; readonly key: boolean },
): void {
  putIndicator(output, '"');
  let afterSpace = false;
  for (const { 0: piece, 1: plain, index } of text.matchAll(pieces)) {
    const inside = index > 0 && index < text.length - 1;
    if (piece === ' ' && !key && !afterSpace && inside && output.column > width) {
      goTo(output, indent);
      if (text[index + 1] === ' ') put(output, '\\', 1);
    } else {
      const written = plain ?? shortEscapes[piece] ?? escaped(piece);
      put(output, written, written.length);
    }
    afterSpace = piece === ' ';
  }
  put(output, '"', 1);
  output.spaced = false;
  output.indented = false;
}

function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  const hexadecimal = point.toString(16).toUpperCase();
  if (point <= 0xff) return `\\x${hexadecimal.padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${hexadecimal.padStart(4, '0')}` : `\\U${hexadecimal.padStart(8, '0')}`;
}
