import { between } from '../syntax/range';
import type { JsonArray, JsonNode } from './node';
import { type JsonParser, read, readWrongClose, report, reportEnd, skipToClose } from './parser';
import type { JsonToken } from './token';
import { parseValue, startsValue } from './value';

/**
 * Parses what follows the opening bracket. A mistake that leaves the place unsure ends the array at its closing bracket;
 * what came before stays.
 */
export function parseArray(parser: JsonParser, open: JsonToken): JsonArray {
  const items: JsonNode[] = [];
  if (!parseItems(parser, open, items)) skipToClose(parser);
  return { kind: 'array', items, range: between(open.range, parser.last.range) };
}

/** Reads up to the closing bracket; false when the place in the text is unsure. */
function parseItems(parser: JsonParser, open: JsonToken, items: JsonNode[]): boolean {
  while (!isClosed(parser, open)) {
    const item = parseValue(parser);
    if (item === undefined) return false;
    items.push(item);
    if (!parseSeparator(parser)) return false;
  }
  return true;
}

/** Reads what closes the array, right or wrong; false when there is more in it. */
function isClosed(parser: JsonParser, open: JsonToken): boolean {
  switch (parser.next.kind) {
    case ']':
      read(parser);
      return true;
    case '}': {
      const detail = 'A JSON array must be closed with a bracket, not a brace.';
      report(parser, 'HCL512', { detail, subject: readWrongClose(parser).range });
      return true;
    }
    case 'end': {
      const detail = 'No closing bracket was found for this JSON array.';
      reportEnd(parser, 'HCL510', { detail, subject: open.range });
      return true;
    }
    default:
      return false;
  }
}

/** Reads the comma. Without one a value goes on all the same, for nothing else was forgotten then. */
function parseSeparator(parser: JsonParser): boolean {
  const { kind, range: subject } = parser.next;
  switch (kind) {
    case ',': {
      const comma = read(parser);
      if (parser.next.kind !== ']') return true;
      const detail = 'JSON does not permit a trailing comma after the final value in an array.';
      report(parser, 'HCL509', { detail, subject: comma.range });
      return true;
    }
    case ']':
    case '}':
    case 'end':
      return true;
    case ':':
      report(parser, 'HCL514', {
        detail: 'A colon is not used to introduce values in a JSON array.',
        subject,
      });
      return false;
    default:
      report(parser, 'HCL513', { detail: 'A comma must appear between each value in an array.', subject });
      return startsValue(kind);
  }
}
