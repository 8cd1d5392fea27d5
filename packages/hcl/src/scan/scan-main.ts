import { beginnings, begins } from './beginnings';
import {
  characterLength,
  identifierEnd,
  isDigit,
  isLoneSurrogate,
  lineBreakLength,
  numberEnd,
} from './characters';
import { plainEndInQuotes } from './scan-text';
import { quotedMode, type ScanState, take } from './state';
import { type LongerSymbol, longer, seconds, singles } from './symbols';
import { Kind } from './token';
import { asciiUnits } from './units';

const heredocOpening = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Scans tokens outside of texts, and the space before them, as long as no text begins and none goes on. */
export function scanMain(state: ScanState): void {
  const { text, modes } = state;
  const depth = modes.length;
  while (state.offset < text.length && modes.length === depth) scanNext(state);
}

/** Names and lone symbols are nearly all there is. They share one call of `take`, so that V8 makes it part of this. */
function scanNext(state: ScanState): void {
  const { text, offset } = state;
  const unit = text.charCodeAt(offset);
  const begin = beginnings[unit];
  if (begin === begins.blank) {
    state.offset = blankEnd(text, offset + 1);
    return;
  }
  let kind: Kind = Kind.identifier;
  let end = offset + 1;
  if (begin === begins.name) end = identifierEnd(text, offset);
  else if (isLone(begin, text, offset)) kind = singles[unit] as Kind;
  else {
    scanOther(state, unit);
    return;
  }
  take(state, kind, end);
}

function scanOther(state: ScanState, unit: number): void {
  if (isDigit(unit)) take(state, Kind.number, numberEnd(state.text, state.offset));
  else if (unit < asciiUnits) scanSymbol(state, unit);
  else scanBeyondAscii(state);
}

/** Whether a symbol is all by itself, which most are. */
function isLone(begin: number | undefined, text: string, offset: number): boolean {
  if (begin === begins.lone) return true;
  return begin === begins.longer && seconds[text.charCodeAt(offset + 1)] !== 1;
}

function blankEnd(text: string, offset: number): number {
  let at = offset;
  while (beginnings[text.charCodeAt(at)] === begins.blank) at++;
  return at;
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

const symbol = {
  return: 0x0d,
  quote: 0x22,
  hash: 0x23,
  star: 0x2a,
  slash: 0x2f,
  less: 0x3c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  tilde: 0x7e,
};

function scanSymbol(state: ScanState, unit: number): void {
  switch (unit) {
    case symbol.return:
      if (scanLineBreak(state)) return;
      break;
    case symbol.openBrace:
      state.braces++;
      take(state, Kind.openBrace, state.offset + 1);
      return;
    case symbol.closeBrace:
      closeBrace(state, 1);
      return;
    case symbol.quote:
      scanOpenQuote(state);
      return;
    case symbol.hash:
      take(state, Kind.comment, lineEnd(state));
      return;
    case symbol.slash:
      scanSlash(state);
      return;
    case symbol.tilde:
      if (state.text.charCodeAt(state.offset + 1) !== symbol.closeBrace) break;
      closeBrace(state, 2);
      return;
    case symbol.less:
      if (scanHeredocOpening(state)) return;
  }
  scanOperator(state, unit);
}

/** Nearly all texts in quotes are plain: they are read at once, without going over to another mode and back. */
function scanOpenQuote(state: ScanState): void {
  const start = state.offset + 1;
  take(state, Kind.openQuote, start);
  const end = plainEndInQuotes(state.text, start);
  if (state.text.charCodeAt(end) !== symbol.quote) {
    state.modes.push(quotedMode);
    return;
  }
  if (end > start) take(state, Kind.quotedText, end);
  take(state, Kind.closeQuote, end + 1);
}

function scanLineBreak(state: ScanState): boolean {
  const length = lineBreakLength(state.text, state.offset);
  if (length > 0) take(state, Kind.newline, state.offset + length);
  return length > 0;
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

function scanOperator(state: ScanState, unit: number): void {
  const found = findLonger(state, unit);
  if (found) take(state, found.kind, state.offset + found.text.length);
  else take(state, singles[unit] === 0 ? Kind.invalid : (singles[unit] as Kind), state.offset + 1);
}

function findLonger({ text, offset }: ScanState, unit: number): LongerSymbol | undefined {
  const second = text.charCodeAt(offset + 1);
  for (const symbol of longer[unit]!) {
    if (symbol.second === second && text.startsWith(symbol.text, offset)) return symbol;
  }
  return undefined;
}

/** A comment to the end of the line holds the line break too. */
function lineEnd(state: ScanState): number {
  const end = state.text.indexOf('\n', state.offset);
  return end < 0 ? state.text.length : end + 1;
}

function scanSlash(state: ScanState): void {
  const next = state.text.charCodeAt(state.offset + 1);
  if (next === symbol.slash) {
    take(state, Kind.comment, lineEnd(state));
    return;
  }
  const end = next === symbol.star ? blockCommentEnd(state) : -1;
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
