import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { problem } from '../codes';
import type { JsonMember, JsonNode } from './node';
import { createPlaces } from './places';

/**
 * Parses JSON and keeps the places. A name given twice in an object is a problem, as in Packer, except for comments
 * (`_…`). Undefined when the text is not JSON: what stands after the first mistake has no certain meaning.
 */
export function parseJson(text: string, file: string): Checked<JsonNode | undefined> {
  const reader = createReader(text, file);
  try {
    const value = readDocument(reader);
    return { value, diagnostics: reader.diagnostics };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { value: undefined, diagnostics: [...reader.diagnostics, error.diagnostic] };
  }
}

/** Carries the first mistake up through the recursion; never leaves this file. */
class Mistake extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.detail);
  }
}

/** Far beyond any template, and far below what would exhaust the stack. */
const DEEPEST = 500;

interface Reader {
  readonly text: string;
  readonly getRange: (start: number, end: number) => Range;
  readonly diagnostics: Diagnostic[];
  position: number;
  depth: number;
}

function createReader(text: string, file: string): Reader {
  const position = text.startsWith('\uFEFF') ? 1 : 0;
  return { text, getRange: createPlaces(text, file), diagnostics: [], position, depth: 0 };
}

function readDocument(reader: Reader): JsonNode {
  skipSpace(reader);
  const value = readValue(reader);
  if (reader.position < reader.text.length) throw getMistake(reader, 'the end of the file');
  return value;
}

function getMistake(reader: Reader, wanted: string): Mistake {
  const { text, position } = reader;
  const letter = String.fromCodePoint(text.codePointAt(position) ?? 0);
  const found = position < text.length ? `"${letter}"` : 'the end of the file';
  const subject = reader.getRange(position, Math.min(text.length, position + letter.length));
  return new Mistake(problem('TPL040', { detail: `Expected ${wanted}, found ${found}.`, subject }));
}

const SPACE = /[ \t\r\n]*/uy;

function skipSpace(reader: Reader): void {
  SPACE.lastIndex = reader.position;
  SPACE.exec(reader.text);
  reader.position = SPACE.lastIndex;
}

/** Steps over a mark and the space after it. */
function takeMark(reader: Reader, mark: string): boolean {
  if (reader.text[reader.position] !== mark) return false;
  reader.position++;
  skipSpace(reader);
  return true;
}

function readValue(reader: Reader): JsonNode {
  switch (reader.text[reader.position]) {
    case '{':
      return nest(reader, readObject);
    case '[':
      return nest(reader, readArray);
    case '"':
      return readString(reader);
    default:
      return readWord(reader);
  }
}

function nest(reader: Reader, read: (reader: Reader) => JsonNode): JsonNode {
  if (++reader.depth > DEEPEST) throw getMistake(reader, 'fewer things inside each other');
  const node = read(reader);
  reader.depth--;
  return node;
}

function readObject(reader: Reader): JsonNode {
  const start = reader.position;
  const members = new Map<string, JsonMember>();
  const end = readItems(reader, '}', () => {
    const member = readMember(reader);
    const first = members.get(member.name);
    if (first && !member.name.startsWith('_')) reader.diagnostics.push(getRepeated(member, first));
    if (!first) members.set(member.name, member);
  });
  return { kind: 'object', members: [...members.values()], range: reader.getRange(start, end) };
}

function getRepeated({ name, nameRange }: JsonMember, first: JsonMember): Diagnostic {
  const detail = `"${name}" is given twice in one object; the first is on line ${first.nameRange.start.line}.`;
  return problem('TPL010', { detail, subject: nameRange });
}

function readMember(reader: Reader): JsonMember {
  const start = reader.position;
  if (reader.text[start] !== '"') throw getMistake(reader, 'a name in double quotes');
  const { string: name, range: nameRange } = readString(reader);
  if (!takeMark(reader, ':')) throw getMistake(reader, '":" after the name');
  const value = readValue(reader);
  return { name, nameRange, value, range: { ...nameRange, end: value.range.end } };
}

function readArray(reader: Reader): JsonNode {
  const start = reader.position;
  const items: JsonNode[] = [];
  const end = readItems(reader, ']', () => void items.push(readValue(reader)));
  return { kind: 'array', items, range: reader.getRange(start, end) };
}

/** Reads what stands between an opening mark and `close`, and gives the offset of the end. */
function readItems(reader: Reader, close: string, readItem: () => void): number {
  takeMark(reader, reader.text[reader.position] as string);
  if (reader.text[reader.position] !== close)
    do readItem();
    while (takeMark(reader, ','));
  const end = reader.position + 1;
  if (!takeMark(reader, close)) throw getMistake(reader, `"," or "${close}"`);
  return end;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;

function readString(reader: Reader): JsonNode & { kind: 'string' } {
  const start = reader.position;
  STRING.lastIndex = start;
  const raw = STRING.exec(reader.text)?.[0];
  if (raw === undefined) throw getBadString(reader);
  reader.position += raw.length;
  const range = reader.getRange(start, reader.position);
  skipSpace(reader);
  return { kind: 'string', string: JSON.parse(raw) as string, range };
}

const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;

function getBadString(reader: Reader): Mistake {
  STRING_START.lastIndex = reader.position;
  STRING_START.exec(reader.text);
  reader.position = STRING_START.lastIndex;
  const escapes = reader.text[reader.position] === '\\';
  return getMistake(reader, escapes ? 'an escape that JSON knows' : 'the end of the string');
}

const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;

function readWord(reader: Reader): JsonNode {
  const start = reader.position;
  WORD.lastIndex = start;
  const word = WORD.exec(reader.text)?.[0];
  if (word === undefined) throw getMistake(reader, 'a value');
  reader.position += word.length;
  const range = reader.getRange(start, reader.position);
  skipSpace(reader);
  if (word === 'null') return { kind: 'null', range };
  if (word === 'true' || word === 'false') return { kind: 'bool', bool: word === 'true', range };
  return { kind: 'number', text: word, range };
}
