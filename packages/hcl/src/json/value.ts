import { parseNumber as parseBigFloat } from '../values/number/parse';
import { parseArray } from './array';
import { hintFor } from './hints';
import type { JsonNode } from './node';
import { parseObject } from './object';
import { type JsonParser, nest, read, report, reportEnd } from './parser';
import { parseString } from './string';
import type { JsonTokenKind } from './token';
import { wordProblem } from './word';

const beginning = 'A JSON value must start with a brace, a bracket, a number, a string, or a keyword.';

/**
 * Parses one value. `invalid` is a value that is wrong in itself; undefined means that the place in the text is unsure,
 * so that nothing up to the next closing bracket has a certain meaning.
 */
export function parseValue(parser: JsonParser): JsonNode | undefined {
  switch (parser.next.kind) {
    case '{':
      return nest(parser, (open) => parseObject(parser, open));
    case '[':
      return nest(parser, (open) => parseArray(parser, open));
    case 'string':
      return parseString(parser);
    case 'number':
      return parseNumber(parser);
    case 'word':
      return parseWord(parser);
    default:
      return refuse(parser);
  }
}

/** Whether a value can begin with such a token. */
export function startsValue(kind: JsonTokenKind): boolean {
  return ['{', '[', 'string', 'number', 'word'].includes(kind);
}

/** What can stand between two values is left to be read by whoever is around. */
function refuse(parser: JsonParser): JsonNode | undefined {
  const { kind, text, range } = parser.next;
  const invalid: JsonNode = { kind: 'invalid', range };
  switch (kind) {
    case 'unclosed':
      parseString(parser);
      return undefined;
    case '}':
      report(parser, 'HCL500', { detail: beginning, subject: range });
      return invalid;
    case ']':
      report(parser, 'HCL501', { detail: beginning, subject: range });
      return invalid;
    case 'end':
      reportEnd(parser, 'HCL502', { detail: 'The JSON data ends prematurely.', subject: range });
      return undefined;
    default: {
      const hint = hintFor(text);
      report(parser, 'HCL503', { detail: beginning, subject: range, ...(hint && { hint }) });
      return kind === ',' ? invalid : undefined;
    }
  }
}

const numberForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

function parseNumber(parser: JsonParser): JsonNode {
  const { text, range } = read(parser);
  const isNumber = numberForm.test(text);
  const number = isNumber ? parseBigFloat(text) : undefined;
  if (number !== undefined) return { kind: 'number', number, raw: text, range };
  const detail = isNumber
    ? 'This number is beyond all that a value may be.'
    : 'There is a syntax error in the given JSON number.';
  report(parser, 'HCL515', { detail, subject: range });
  return { kind: 'invalid', range };
}

function parseWord(parser: JsonParser): JsonNode {
  const { text, range } = read(parser);
  if (text === 'null') return { kind: 'null', range };
  if (text === 'true' || text === 'false') return { kind: 'bool', bool: text === 'true', range };
  report(parser, 'HCL517', { detail: wordProblem(text), subject: range });
  return { kind: 'invalid', range };
}
