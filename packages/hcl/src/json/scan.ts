import { advanceColumns, type Point } from '../scan/point';
import type { JsonToken, JsonTokenKind } from './token';

/** Where a scan stands. */
export interface JsonScanner {
  readonly text: string;
  readonly file: string;
  offset: number;
  readonly point: Point;
}

export function createScanner(text: string, file: string): JsonScanner {
  const hasMark = text.charCodeAt(0) === 0xfeff;
  return { text, file, offset: hasMark ? 1 : 0, point: { line: 1, column: 1, byte: hasMark ? 3 : 0 } };
}

/** Takes the next token; at the end of the text that is `end`, again and again. One at a time: a file may hold millions. */
export function nextToken(scanner: JsonScanner): JsonToken {
  skipSpace(scanner);
  const start = scanner.offset;
  const kind = kindAt(scanner);
  const end = endOf(kind, scanner);
  const text = scanner.text.slice(start, end);
  const from = { ...scanner.point };
  advanceColumns(scanner.point, text);
  scanner.offset = end;
  const range = { file: scanner.file, start: from, end: { ...scanner.point } };
  return { kind: kind === 'string' && !isClosed(text) ? 'unclosed' : kind, text, range };
}

/** Goes to the end of the text: nothing in it is worth a look any more. */
export function skipRest(scanner: JsonScanner): void {
  scanner.offset = scanner.text.length;
}

const unit = { tab: 0x09, newline: 0x0a, return: 0x0d, space: 0x20, quote: 0x22, backslash: 0x5c };

function skipSpace(scanner: JsonScanner): void {
  const { text, point } = scanner;
  let at = scanner.offset;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code === unit.newline) {
      point.line++;
      point.column = 1;
    } else if (code === unit.space || code === unit.tab || code === unit.return) point.column++;
    else break;
  }
  point.byte += at - scanner.offset;
  scanner.offset = at;
}

const numberStart = /[-+.\d]/;
const wordStart = /[A-Za-z]/;
const symbols: ReadonlySet<string> = new Set(['{', '}', '[', ']', ',', ':', '=']);

function kindAt({ text, offset }: JsonScanner): JsonTokenKind {
  const first = text[offset];
  if (first === undefined) return 'end';
  if (symbols.has(first)) return first as JsonTokenKind;
  if (first === '"') return 'string';
  if (numberStart.test(first)) return 'number';
  return wordStart.test(first) ? 'word' : 'invalid';
}

const number = /[-+.\w]*/y;
const word = /[A-Za-z_]*/y;

function endOf(kind: JsonTokenKind, { text, offset }: JsonScanner): number {
  switch (kind) {
    case 'end':
      return offset;
    case 'string':
      return stringEnd(text, offset);
    case 'number':
      return matchEnd(number, text, offset);
    case 'word':
      return matchEnd(word, text, offset);
    case 'invalid':
      return offset + String.fromCodePoint(text.codePointAt(offset) as number).length;
    default:
      return offset + 1;
  }
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
}

/** Behind the closing quote, or where no string can go on. A loop, because a pattern runs out of stack on 10 MB. */
function stringEnd(text: string, offset: number): number {
  for (let at = offset + 1; ; at++) {
    let code = text.charCodeAt(at);
    if (code === unit.quote) return at + 1;
    if (code === unit.backslash) code = text.charCodeAt(++at);
    if (!(code >= unit.space)) return Math.min(at, text.length);
  }
}

/** A quote behind an odd number of backslashes is text. */
function isClosed(text: string): boolean {
  if (text.length < 2 || !text.endsWith('"')) return false;
  let backslashes = 0;
  while (text[text.length - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 0;
}
