import { between } from '../syntax/range';
import { quote } from '../text/quote';
import { hintFor } from './hints';
import type { JsonMember, JsonObject, JsonString } from './node';
import { type JsonParser, read, readWrongClose, report, reportEnd, skipToClose } from './parser';
import { parseString } from './string';
import type { JsonToken } from './token';
import { parseValue, startsValue } from './value';

/**
 * Parses what follows the opening brace. A mistake that leaves the place unsure ends the object at its closing brace;
 * what came before stays.
 */
export function parseObject(parser: JsonParser, open: JsonToken): JsonObject {
  const members: JsonMember[] = [];
  if (!parseMembers(parser, open, members)) skipToClose(parser);
  return { kind: 'object', members, range: between(open.range, parser.last.range) };
}

/** Reads up to the closing brace; false when the place in the text is unsure. */
function parseMembers(parser: JsonParser, open: JsonToken, members: JsonMember[]): boolean {
  while (!isClosed(parser, open)) {
    const member = parseMember(parser);
    if (member === undefined) return false;
    members.push(member);
    if (!parseSeparator(parser)) return false;
  }
  return true;
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
function parseSeparator(parser: JsonParser): boolean {
  const { kind, range } = parser.next;
  if (kind === ',') {
    const comma = read(parser);
    if (parser.next.kind !== '}') return true;
    const detail = 'JSON does not permit a trailing comma after the final property in an object.';
    report(parser, 'HCL508', { detail, subject: comma.range });
    return true;
  }
  if (kind === '}' || kind === ']' || kind === 'end') return true;
  const detail = 'A comma must appear between each property definition in an object.';
  report(parser, 'HCL513', { detail, subject: range });
  return kind === 'string';
}

function parseMember(parser: JsonParser): JsonMember | undefined {
  const name = parseName(parser);
  if (name === undefined || !parseColon(parser)) return undefined;
  const value = parseValue(parser);
  return value && { name, value };
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
