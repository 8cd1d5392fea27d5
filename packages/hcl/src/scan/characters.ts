import { asciiUnits, charactersBetween, tableOf } from './units';

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Where the identifier that starts at `offset` ends; `offset` itself when none starts there. */
export function identifierEnd(text: string, offset: number): number {
  const end = isLetter(text.charCodeAt(offset)) ? namePartsEnd(text, offset + 1) : offset;
  // Only Unicode's tables tell whether a character beyond ASCII goes on.
  return text.charCodeAt(end) > 0x7f ? matchEnd(identifier, text, offset) : end;
}

/** A letter of ASCII, or the underscore. */
export function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f;
}

const letters = `${charactersBetween('a', 'z')}${charactersBetween('A', 'Z')}_`;

/** What a name may go on with, of ASCII. */
const nameParts = tableOf(`${letters}${charactersBetween('0', '9')}-`);

function namePartsEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit >= asciiUnits || nameParts[unit] === 0) break;
    at++;
  }
  return at;
}

/** As HCL scans numbers: `1.2.3` and `1e5e5` are one token, found invalid later; a final dot is not part of it. */
export function numberEnd(text: string, offset: number): number {
  let end = offset;
  for (let at = offset; ; ) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) end = ++at;
    else if (unit === 0x2e) at++;
    else {
      const length = exponentLength(text, at);
      if (length === 0) return end;
      at += length;
      end = at;
    }
  }
}

/** Length of `e1`, `e+1` or `E-1` up to its first digit. */
function exponentLength(text: string, at: number): number {
  if ((text.charCodeAt(at) | 0x20) !== 0x65) return 0;
  const sign = text[at + 1] === '+' || text[at + 1] === '-' ? 1 : 0;
  return isDigit(text.charCodeAt(at + 1 + sign)) ? 2 + sign : 0;
}

/** Whether the whole text is an identifier, so that it can be the name of a variable. */
export function isIdentifier(text: string): boolean {
  return text !== '' && identifierEnd(text, 0) === text.length;
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Length of the line break at `offset`: 0, 1 (`\n`) or 2 (`\r\n`). */
export function lineBreakLength(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  if (unit === 0x0a) return 1;
  return unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a ? 2 : 0;
}

/** Units of the character at `offset`: 2 for a surrogate pair. */
export function characterLength(text: string, offset: number): number {
  return (text.codePointAt(offset) as number) > 0xffff ? 2 : 1;
}

export function isLoneSurrogate(text: string, offset: number): boolean {
  const point = text.codePointAt(offset) as number;
  return point >= 0xd800 && point <= 0xdfff;
}
