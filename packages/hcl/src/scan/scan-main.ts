import {
  characterLength,
  identifierEnd,
  isDigit,
  isLoneSurrogate,
  lineBreakLength,
  numberEnd,
} from './characters';
import { type ScanState, take } from './state';
import { longer, singles } from './symbols';
import { Kind } from './token';

const heredocOpening = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Scans one token outside of texts. */
export function scanMain(state: ScanState): void {
  const unit = state.text.charCodeAt(state.offset);
  if (unit === 0x20 || unit === 0x09) {
    state.offset++;
    return;
  }
  if (isLetter(unit)) {
    take(state, Kind.identifier, identifierEnd(state.text, state.offset));
    return;
  }
  if (isDigit(unit)) {
    take(state, Kind.number, numberEnd(state.text, state.offset));
    return;
  }
  if (unit > 0x7f) {
    scanBeyondAscii(state);
    return;
  }
  const lineBreak = lineBreakLength(state.text, state.offset);
  if (lineBreak > 0) {
    take(state, Kind.newline, state.offset + lineBreak);
    return;
  }
  scanSymbol(state, state.text[state.offset] as string);
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f;
}

function scanBeyondAscii(state: ScanState): void {
  const { text, offset } = state;
  const end = identifierEnd(text, offset);
  if (end > offset) {
    take(state, Kind.identifier, end);
    return;
  }
  take(
    state,
    isLoneSurrogate(text, offset) ? Kind.badEncoding : Kind.invalid,
    offset + characterLength(text, offset),
  );
}

function scanSymbol(state: ScanState, symbol: string): void {
  switch (symbol) {
    case '{':
      state.braces++;
      take(state, Kind.openBrace, state.offset + 1);
      return;
    case '}':
      closeBrace(state, 1);
      return;
    case '"':
      take(state, Kind.openQuote, state.offset + 1);
      state.modes.push({ kind: 'quoted' });
      return;
    case '#':
      take(state, Kind.comment, lineEnd(state));
      return;
    case '/':
      scanSlash(state);
      return;
    case '~':
      if (state.text[state.offset + 1] === '}') {
        closeBrace(state, 2);
        return;
      }
      break;
    case '<':
      if (scanHeredocOpening(state)) return;
  }
  scanOperator(state, symbol);
}

function closesSequence(state: ScanState): boolean {
  return state.sequences.length > 0 && state.sequences[state.sequences.length - 1] === state.braces;
}

/** `~}` is the end of a sequence even where none is open: the parser then tells that it closes nothing. */
function closeBrace(state: ScanState, length: number): void {
  const closes = closesSequence(state);
  take(state, closes || length === 2 ? Kind.closeSequence : Kind.closeBrace, state.offset + length);
  state.braces--;
  if (!closes) return;
  state.sequences.pop();
  state.modes.pop();
}

function scanOperator(state: ScanState, symbol: string): void {
  for (const [text, kind] of longer.get(symbol) ?? []) {
    if (state.text.startsWith(text, state.offset)) {
      take(state, kind, state.offset + text.length);
      return;
    }
  }
  take(state, singles.get(symbol) ?? Kind.invalid, state.offset + 1);
}

/** A comment to the end of the line holds the line break too. */
function lineEnd(state: ScanState): number {
  const end = state.text.indexOf('\n', state.offset);
  return end < 0 ? state.text.length : end + 1;
}

function scanSlash(state: ScanState): void {
  const next = state.text[state.offset + 1];
  if (next === '/') {
    take(state, Kind.comment, lineEnd(state));
    return;
  }
  const end = next === '*' ? blockCommentEnd(state) : -1;
  take(state, end < 0 ? Kind.slash : Kind.comment, end < 0 ? state.offset + 1 : end);
}

/** A comment that never ends is no comment: the slash and the star are tokens, as upstream. */
function blockCommentEnd(state: ScanState): number {
  if (state.noCommentEnd) return -1;
  const end = state.text.indexOf('*/', state.offset + 2);
  if (end < 0) state.noCommentEnd = true;
  return end < 0 ? -1 : end + 2;
}

function scanHeredocOpening(state: ScanState): boolean {
  heredocOpening.lastIndex = state.offset;
  const match = heredocOpening.exec(state.text);
  if (!match) return false;
  take(state, Kind.openHeredoc, heredocOpening.lastIndex);
  state.modes.push({ kind: 'heredoc', marker: match[1] as string, startOfLine: true });
  return true;
}
