import { Type } from '../types/type';
import { parseNumber } from './number/parse';
import { Value } from './value';

/** Why a text is no JSON. */
export class JsonProblem extends Error {}

/** Deeper JSON is nobody's data; the reader and all that walks the value after it are recursive. */
const maxDepth = 500;

/** More would take half a gigabyte as values. */
const mostValues = 500_000;

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  values: number;
}

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** JSON text as a value of the type it implies. Numbers keep all their digits, which JSON.parse would not. */
export function readJson(text: string): Value {
  const reader: Reader = { text, at: 0, depth: 0, values: 0 };
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.at < text.length) throw unexpected(reader);
  return value;
}

function skipSpace(reader: Reader): void {
  space.lastIndex = reader.at;
  space.test(reader.text);
  reader.at = space.lastIndex;
}

function unexpected({ text, at }: Reader): JsonProblem {
  if (at >= text.length) return new JsonProblem('unexpected end of JSON input');
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  return new JsonProblem(`invalid character '${character}' at offset ${at}`);
}

function readValue(reader: Reader): Value {
  skipSpace(reader);
  if (++reader.values > mostValues) throw new JsonProblem(`more than ${mostValues} values`);
  switch (reader.text[reader.at]) {
    case '{':
      return nested(reader, readObject);
    case '[':
      return nested(reader, readArray);
    case '"':
      return Value.string(readString(reader));
    case 't':
      return readWord(reader, 'true', Value.bool(true));
    case 'f':
      return readWord(reader, 'false', Value.bool(false));
    case 'n':
      return readWord(reader, 'null', Value.null(Type.dynamic));
    default:
      return readNumber(reader);
  }
}

function nested(reader: Reader, read: (reader: Reader) => Value): Value {
  if (++reader.depth > maxDepth) throw new JsonProblem(`nested deeper than ${maxDepth} levels`);
  reader.at++;
  const value = read(reader);
  reader.depth--;
  return value;
}

function readWord(reader: Reader, word: string, value: Value): Value {
  if (!reader.text.startsWith(word, reader.at)) throw unexpected(reader);
  reader.at += word.length;
  return value;
}

function readMatch(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match === null) throw unexpected(reader);
  reader.at = pattern.lastIndex;
  return match[0];
}

function readNumber(reader: Reader): Value {
  const before = reader.at;
  const parsed = parseNumber(readMatch(reader, number));
  if (parsed !== undefined) return Value.bigFloat(parsed);
  throw new JsonProblem(`number out of range at offset ${before}`);
}

/** Finds the closing quote in a loop (a regular expression would run out of stack on 10 MB); JSON.parse checks the escapes. */
function readString(reader: Reader): string {
  const start = reader.at;
  if (reader.text[start] !== '"') throw unexpected(reader);
  let at = start + 1;
  while (at < reader.text.length && reader.text[at] !== '"') at += reader.text[at] === '\\' ? 2 : 1;
  if (at >= reader.text.length) throw unexpected({ ...reader, at });
  reader.at = at + 1;
  try {
    return JSON.parse(reader.text.slice(start, at + 1)) as string;
  } catch {
    throw new JsonProblem(`invalid character in string literal at offset ${start}`);
  }
}

/** Reads the comma between parts; false at the closing bracket, which is read as well. */
function readSeparator(reader: Reader, closing: string): boolean {
  skipSpace(reader);
  const character = reader.text[reader.at];
  if (character !== ',' && character !== closing) throw unexpected(reader);
  reader.at++;
  return character === ',';
}

function isEmpty(reader: Reader, closing: string): boolean {
  skipSpace(reader);
  if (reader.text[reader.at] !== closing) return false;
  reader.at++;
  return true;
}

function readArray(reader: Reader): Value {
  const elements: Value[] = [];
  if (isEmpty(reader, ']')) return Value.tuple(elements);
  do elements.push(readValue(reader));
  while (readSeparator(reader, ']'));
  return Value.tuple(elements);
}

function readObject(reader: Reader): Value {
  const entries = new Map<string, Value>();
  if (isEmpty(reader, '}')) return Value.object(entries);
  do {
    skipSpace(reader);
    const key = readString(reader).normalize('NFC');
    skipSpace(reader);
    if (reader.text[reader.at] !== ':') throw unexpected(reader);
    reader.at++;
    entries.set(key, readValue(reader));
  } while (readSeparator(reader, '}'));
  return Value.object(entries);
}
