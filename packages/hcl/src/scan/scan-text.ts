import { characterLength, isLoneSurrogate, lineBreakLength } from './characters';
import { type HeredocMode, mainMode, type ScanState, take } from './state';
import { Kind } from './token';
import { asciiUnits, tableOf } from './units';

const mark = {
  newline: 0x0a,
  return: 0x0d,
  quote: 0x22,
  dollar: 0x24,
  percent: 0x25,
  backslash: 0x5c,
  openBrace: 0x7b,
};

/** Scans one token inside quotes. */
export function scanQuoted(state: ScanState): void {
  const { text, offset } = state;
  switch (text.charCodeAt(offset)) {
    case mark.quote:
      take(state, Kind.closeQuote, offset + 1);
      state.modes.pop();
      return;
    case mark.return:
    case mark.newline:
      take(state, Kind.quotedNewline, lineBreaksEnd(text, offset));
      return;
    case mark.dollar:
    case mark.percent:
      scanMark(state, Kind.quotedText);
      return;
  }
  const end = quotedEnd(state, offset);
  if (end > offset) {
    take(state, Kind.quotedText, end);
    return;
  }
  take(
    state,
    isLoneSurrogate(text, offset) ? Kind.badEncoding : Kind.invalid,
    offset + characterLength(text, offset),
  );
}

/** Scans one token of a template file. */
export function scanPlain(state: ScanState): void {
  if (scanSequence(state)) return;
  const end = pieceEnd(state);
  const lineBreak = lineBreakLength(state.text, end);
  if (end + lineBreak === state.offset) {
    takeRest(state);
    return;
  }
  take(state, Kind.plainText, end + lineBreak);
}

/** A carriage return alone ends all scanning, as upstream: the rest is text, or invalid inside of something. */
function takeRest(state: ScanState): void {
  take(state, state.modes.length === 1 ? Kind.plainText : Kind.invalid, state.text.length);
}

/** Scans one token of a heredoc, or its end marker and the line break after it. */
export function scanHeredoc(state: ScanState, mode: HeredocMode): void {
  if (scanSequence(state)) {
    mode.startOfLine = false;
    return;
  }
  const end = pieceEnd(state);
  const lineBreak = lineBreakLength(state.text, end);
  if (end + lineBreak === state.offset) {
    takeRest(state);
    return;
  }
  if (lineBreak > 0 && mode.startOfLine && isMarker(state, mode.marker, end)) {
    take(state, Kind.closeHeredoc, end);
    take(state, Kind.newline, end + lineBreak);
    state.modes.pop();
    return;
  }
  mode.startOfLine = lineBreak > 0;
  take(state, Kind.plainText, end + lineBreak);
}

function isMarker(state: ScanState, marker: string, end: number): boolean {
  if (end - state.offset < marker.length) return false;
  return state.text.slice(state.offset, end).trim() === marker;
}

/** Either a run without marks, or one mark that opens nothing, or an escaped opening. */
function pieceEnd(state: ScanState): number {
  const { text, offset } = state;
  const unit = text.charCodeAt(offset);
  if (unit === mark.dollar || unit === mark.percent) return markEnd(text, offset);
  return plainEnd(text, offset);
}

function scanSequence(state: ScanState): boolean {
  const { text, offset } = state;
  const unit = text.charCodeAt(offset);
  if (unit !== mark.dollar && unit !== mark.percent) return false;
  if (text.charCodeAt(offset + 1) !== mark.openBrace) return false;
  openSequence(state, unit);
  return true;
}

function scanMark(state: ScanState, kind: Kind): void {
  if (scanSequence(state)) return;
  take(state, kind, markEnd(state.text, state.offset));
}

/** `$${` and `$${~` are one piece, the escape; any other mark stands alone. */
function markEnd(text: string, offset: number): number {
  if (text[offset + 1] !== text[offset] || text[offset + 2] !== '{') return offset + 1;
  return text[offset + 3] === '~' ? offset + 4 : offset + 3;
}

function openSequence(state: ScanState, unit: number): void {
  const length = state.text[state.offset + 2] === '~' ? 3 : 2;
  take(state, unit === mark.dollar ? Kind.openInterpolation : Kind.openDirective, state.offset + length);
  state.braces++;
  state.sequences.push(state.braces);
  state.modes.push(mainMode);
}

/** Where the plain text that starts at `offset` ends. Loops, because a regular expression runs out of stack on 10 MB. */
function plainEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === mark.dollar || unit === mark.percent || unit === mark.newline || unit === mark.return) break;
    at++;
  }
  return at;
}

/** The same in quotes, where a backslash takes the character after it along, unless that ends the line. */
function quotedEnd({ text, tokens }: ScanState, offset: number): number {
  let at = plainEndInQuotes(text, offset);
  while (text.charCodeAt(at) === mark.backslash) {
    tokens.escapes = true;
    const next = text.charCodeAt(at + 1);
    if (Number.isNaN(next) || next === mark.newline || next === mark.return) break;
    at = plainEndInQuotes(text, at + 1 + characterLength(text, at + 1));
  }
  return at;
}

const quotedStops = tableOf('\\"$%\n\r');

/** Where a text in quotes meets what it cannot just go on with. */
export function plainEndInQuotes(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit < asciiUnits && quotedStops[unit] === 1) break;
    at++;
  }
  return at;
}

function lineBreaksEnd(text: string, offset: number): number {
  let at = offset;
  while (text.charCodeAt(at) === mark.newline || text.charCodeAt(at) === mark.return) at++;
  return at;
}
