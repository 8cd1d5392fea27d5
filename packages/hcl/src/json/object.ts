import { between } from '../syntax/range';
import { quote } from '../text/quote';
import { hintFor } from './hints';
import type { JsonMember, JsonObject, JsonString } from './node';
import {
  type JsonParser,
  read,
  readWrongClose,
  report,
  reportEnd,
  skipToClose,
  skipToNext,
  skipToSeparator,
} from './parser';
import { parseString } from './string';
import type { JsonToken } from './token';
import { parseValue, startsValue } from './value';

/** Parses what follows the opening brace. After a mistake it goes on with the next property. */
export function parseObject(parser: JsonParser, open: JsonToken): JsonObject {
  const members: JsonMember[] = [];
  while (!isClosed(parser, open)) {
    const member = parseMember(parser);
    if (member !== undefined) members.push(member);
    parseSeparator(parser);
  }
  return { kind: 'object', members, range: between(open.range, parser.last.range) };
}

/** Reads what closes the object, right or wrong; false when there is more in it. */
function isClosed(parser: JsonParser, open: JsonToken): boolean {
  switch (parser.next.kind) {
    case '}':
      read(parser);
      return true;
    case ']': {
      const detail = 'A JSON object must be closed with a brace, not a bracket.';
      report(parser, 'HCL511', { detail, subject: readWrongClose(parser).range });
      return true;
    }
    case 'end': {
      const detail = 'No closing brace was found for this JSON object.';
      reportEnd(parser, 'HCL510', { detail, subject: open.range });
      return true;
    }
    default:
      return false;
  }
}

/** Reads the comma. Without one a name goes on all the same, for nothing else was forgotten then. */
function parseSeparator(parser: JsonParser): void {
  const { kind, range } = parser.next;
  if (kind === ',') {
    const comma = read(parser);
    if (parser.next.kind !== '}') return;
    const detail = 'JSON does not permit a trailing comma after the final property in an object.';
    report(parser, 'HCL508', { detail, subject: comma.range });
  } else if (kind !== '}' && kind !== ']' && kind !== 'end') {
    const detail = 'A comma must appear between each property definition in an object.';
    report(parser, 'HCL513', { detail, subject: range });
    if (kind !== 'string') skipToNext(parser);
  }
}

/** Undefined when not even its name could be made out; then what separates or closes comes next. */
function parseMember(parser: JsonParser): JsonMember | undefined {
  const name = parseName(parser);
  if (name === undefined) {
    skipToSeparator(parser);
    return undefined;
  }
  const value = parseColon(parser) ? parseValue(parser) : undefined;
  if (value !== undefined) return { name, value };
  skipToSeparator(parser);
  return { name, value: { kind: 'invalid', range: name.range } };
}

function parseName(parser: JsonParser): JsonString | undefined {
  const { kind, text, range } = parser.next;
  if (kind === 'string') return parseString(parser);
  if (kind === 'unclosed') {
    parseString(parser);
    return undefined;
  }
  const hint = kind === 'word' ? `Write ${quote(text)}, with its quotes.` : hintFor(text);
  const detail = 'A JSON object property name must be a string.';
  report(parser, 'HCL505', { detail, subject: range, ...(hint && { hint }) });
  return undefined;
}

function parseColon(parser: JsonParser): boolean {
  const { kind, range: subject } = parser.next;
  switch (kind) {
    case ':':
      read(parser);
      return true;
    case '=': {
      const detail = 'JSON uses a colon as its name/value delimiter, not an equals sign.';
      report(parser, 'HCL507', { detail, subject });
      read(parser);
      return true;
    }
    case '}':
    case ',': {
      const detail = 'A JSON object attribute must have a value, introduced by a colon.';
      report(parser, 'HCL506', { detail, subject });
      // Whoever takes braces for brackets does so up to the closing one.
      skipToClose(parser);
      return false;
    }
    default: {
      const detail = "A colon must appear between an object property's name and its value.";
      if (kind === 'end') reportEnd(parser, 'HCL507', { detail, subject });
      else report(parser, 'HCL507', { detail, subject });
      return startsValue(kind);
    }
  }
}
