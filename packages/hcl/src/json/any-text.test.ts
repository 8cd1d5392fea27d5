import { hasErrors } from '@strata/diagnostics';
import {
  array,
  assert,
  boolean,
  constantFrom,
  json,
  jsonValue,
  nat,
  property,
  string,
  tuple,
} from 'fast-check';
import { references } from '../references';
import { countGraphemes } from '../text/graphemes';
import { toText } from '../values/number/text';
import { parseJsonBody } from './body';
import type { JsonNode } from './node';
import { parseJson } from './parse-json';

/** The data that a node stands for; of two members of one name the last one, as JSON.parse takes it. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name.string, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'string':
      return node.string;
    case 'number':
      return Number(toText(node.number));
    case 'bool':
      return node.bool;
    default:
      return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Pieces of which texts are made that are nearly JSON. */
const piece = constantFrom(
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u00e9', '\\u12', '"a"', '"é😀"', "'", '=', ' ', '\n', '\t'],
  ...['0', '-1', '1e5', '.5', '01', 'true', 'null', 'nul', 'x', '/', '\u0000', '\u00a0'],
);

/** JSON in which one stretch was replaced. */
const damaged = tuple(json({ depthSize: 'small' }), nat(), nat(3), piece).map(([text, at, length, other]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + other + text.slice(start + length);
});

/** No limit of JSON's, but of ours: values have no more digits. */
const hasHugeNumber = (text: string) => /e[-+]?\d{6}/i.test(text);

test('what JSON.stringify writes is read as it was', () => {
  assert(
    property(jsonValue({ depthSize: 'small' }), (value) => {
      const { value: node, diagnostics } = parseJson(JSON.stringify(value), 'x.json');
      expect(diagnostics).toEqual([]);
      expect(plain(node)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([
  ['any text', string({ unit: 'grapheme' })],
  ['pieces of JSON', array(piece).map((pieces) => pieces.join(''))],
  ['damaged JSON', damaged],
])('%s is taken or refused as by JSON.parse, and the places are in it', (_, texts) => {
  assert(
    property(
      texts.filter((text) => !hasHugeNumber(text)),
      (text) => {
        const { value, diagnostics } = parseJson(text, 'x.json');
        expect(hasErrors(diagnostics)).toBe(!isJson(text));
        const length = Buffer.byteLength(text);
        for (const range of [value.range, ...diagnostics.flatMap(({ subject }) => subject ?? [])]) {
          expect(range.start.byte).toBeLessThanOrEqual(range.end.byte);
          expect(range.end.byte).toBeLessThanOrEqual(length);
        }
      },
    ),
    { numRuns: 600 },
  );
});

/** JSON may write any character as an escape. */
const escaped = (text: string) =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

test('a name in a string is found where it is written, whatever stands before it', () => {
  const prefixes = string({ unit: 'grapheme' }).filter((text) => !/[$%]/.test(text));
  assert(
    property(prefixes, boolean(), (prefix, escapes) => {
      const source = `{"v": ${escapes ? escaped(`${prefix}\${nope}`) : JSON.stringify(`${prefix}\${nope}`)}}`;
      const [found] = references(parseJsonBody(source, 'x.json').value);
      const { start, end } = found!.range;
      const before = source.slice(0, source.indexOf('nope}"'));
      expect(Buffer.from(source).toString('utf8', start.byte, end.byte)).toBe('nope');
      expect(start.byte).toBe(Buffer.byteLength(before));
      expect(start.column).toBe(countGraphemes(before) + 1);
    }),
    { numRuns: 400 },
  );
});
