import { between } from '../syntax/range';
import type { JsonArray, JsonNode } from './node';
import {
  type JsonParser,
  read,
  readWrongClose,
  report,
  reportEnd,
  skipToNext,
  skipToSeparator,
} from './parser';
import type { JsonToken } from './token';
import { parseValue, startsValue } from './value';

/** Parses what follows the opening bracket. After a mistake it goes on with the next item. */
export function parseArray(parser: JsonParser, open: JsonToken): JsonArray {
  const items: JsonNode[] = [];
  while (!isClosed(parser, open)) {
    items.push(parseItem(parser));
    parseSeparator(parser);
  }
  return { kind: 'array', items, range: between(open.range, parser.last.range) };
}

function parseItem(parser: JsonParser): JsonNode {
  const { range } = parser.next;
  const item = parseValue(parser);
  if (item === undefined) skipToSeparator(parser);
  return item ?? { kind: 'invalid', range };
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
function parseSeparator(parser: JsonParser): void {
  const { kind, range: subject } = parser.next;
  if (kind === ',') {
    const comma = read(parser);
    if (parser.next.kind !== ']') return;
    const detail = 'JSON does not permit a trailing comma after the final value in an array.';
    report(parser, 'HCL509', { detail, subject: comma.range });
  } else if (kind === ':') {
    const detail = 'A colon is not used to introduce values in a JSON array.';
    report(parser, 'HCL514', { detail, subject });
    skipToNext(parser);
  } else if (kind !== ']' && kind !== '}' && kind !== 'end') {
    report(parser, 'HCL513', { detail: 'A comma must appear between each value in an array.', subject });
    if (!startsValue(kind)) skipToNext(parser);
  }
}
