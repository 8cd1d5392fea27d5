import type { Diagnostic, Range } from '@strata/diagnostics';
import { type HclCode, problem } from '../codes';
import { maxNesting } from '../parse/nesting';
import { createScanner, type JsonScanner, nextToken, skipRest } from './scan';
import type { JsonToken } from './token';

/** Where a parse of JSON stands. */
export interface JsonParser {
  readonly scanner: JsonScanner;
  readonly diagnostics: Diagnostic[];
  /** The token to be read next. */
  next: JsonToken;
  /** The token read last. */
  last: JsonToken;
  /** The end of the file came too early, which was told. */
  ended: boolean;
  /** The opening brackets around it. */
  readonly around: JsonToken[];
}

export function createParser(text: string, file: string): JsonParser {
  const scanner = createScanner(text, file);
  const first = nextToken(scanner);
  return { scanner, diagnostics: [], next: first, last: first, ended: false, around: [] };
}

export function read(parser: JsonParser): JsonToken {
  parser.last = parser.next;
  parser.next = nextToken(parser.scanner);
  return parser.last;
}

export interface Report {
  readonly detail: string;
  readonly subject: Range;
  readonly context?: Range;
  readonly hint?: string;
}

/** Enough for any person; a file of another format would have a million of them. */
const mostMistakes = 1000;

export function report({ diagnostics }: JsonParser, code: HclCode, particulars: Report): void {
  if (diagnostics.length < mostMistakes) diagnostics.push(problem(code, particulars));
}

/** Reads an opening bracket and parses what is inside, unless that is too deep: then nothing more is read. */
export function nest<T>(parser: JsonParser, parse: (open: JsonToken) => T): T | undefined {
  if (parser.around.length >= maxNesting) {
    const detail = `Arrays and objects may be nested up to ${maxNesting} levels deep.`;
    report(parser, 'HCL005', { detail, subject: parser.next.range });
    giveUp(parser);
    return undefined;
  }
  const open = read(parser);
  parser.around.push(open);
  const result = parse(open);
  parser.around.pop();
  return result;
}

/** Reads a wrong closing bracket, unless it is the right one for what is around: then the own one was forgotten. */
export function readWrongClose(parser: JsonParser): JsonToken {
  const outer = parser.around.at(-2);
  const closesOuter = outer?.kind === (parser.next.kind === ']' ? '[' : '{');
  return closesOuter ? parser.next : read(parser);
}

function giveUp(parser: JsonParser): void {
  skipRest(parser.scanner);
  parser.next = nextToken(parser.scanner);
  parser.ended = true;
}

/** Tells what the end of the file leaves open: only the innermost bracket, for the others are its consequence. */
export function reportEnd(parser: JsonParser, code: HclCode, particulars: Report): void {
  if (!parser.ended) report(parser, code, particulars);
  parser.ended = true;
}

/** Reads up to what separates or closes, past all that is nested: where the meaning of the text is sure again. */
export function skipToSeparator(parser: JsonParser): void {
  for (let open = 0; ; ) {
    const { kind } = parser.next;
    if (kind === 'end') {
      parser.ended = true;
      return;
    }
    const separates = kind === ',' || kind === '}' || kind === ']';
    if (separates && open === 0) return;
    if (kind === '{' || kind === '[') open++;
    else if (kind === '}' || kind === ']') open--;
    read(parser);
  }
}

/** Goes on behind the next comma. */
export function skipToNext(parser: JsonParser): void {
  skipToSeparator(parser);
  if (parser.next.kind === ',') read(parser);
}

/** Goes to what closes. */
export function skipToClose(parser: JsonParser): void {
  for (skipToSeparator(parser); parser.next.kind === ','; skipToSeparator(parser)) read(parser);
}
