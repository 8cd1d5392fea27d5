import type { Position, Range } from '@strata/diagnostics';
import { evaluate } from '../evaluate/evaluate';
import { references } from '../references';
import { describeConformance, expectAgreement, upstreamCases } from '../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../testing/golden-value';
import { parseNumber } from '../values/number/parse';
import { toText } from '../values/number/text';
import { Value } from '../values/value';
import { parseJsonBody, startOf } from './body';
import { contentOf } from './content';
import { asExpression } from './expression';
import type { JsonNode } from './node';
import { parseJson } from './parse-json';
import { createScanner, nextToken } from './scan';
import type { JsonTokenKind } from './token';
import { suggestWord } from './word';

const folder = 'hashicorp__hcl__v2__json';

interface GoldenPosition {
  readonly Line: number;
  readonly Column: number;
  readonly Byte: number;
}

interface GoldenRange {
  readonly Start: GoldenPosition;
  readonly End: GoldenPosition;
}

const showPosition = ({ line, column, byte }: Position) => `${line},${column},${byte}`;
const showRange = ({ start, end }: Range) => `${showPosition(start)}-${showPosition(end)}`;
const showGoldenPosition = ({ Line, Column, Byte }: GoldenPosition) => `${Line},${Column},${Byte}`;
const showGoldenRange = ({ Start, End }: GoldenRange) =>
  `${showGoldenPosition(Start)}-${showGoldenPosition(End)}`;

/* Tokens */

interface ScanCase {
  readonly Input: string;
  readonly Want: readonly {
    readonly Bytes: string;
    readonly Range: GoldenRange;
    readonly Type: { readonly $enum: string };
  }[];
}

const tokenNames: Readonly<Record<JsonTokenKind, string>> = {
  '{': 'tokenBraceO',
  '}': 'tokenBraceC',
  '[': 'tokenBrackO',
  ']': 'tokenBrackC',
  ',': 'tokenComma',
  ':': 'tokenColon',
  '=': 'tokenEquals',
  string: 'tokenString',
  unclosed: 'tokenString',
  number: 'tokenNumber',
  word: 'tokenKeyword',
  invalid: 'tokenInvalid',
  end: 'tokenEOF',
};

function scanAll(text: string): string {
  const scanner = createScanner(text, '');
  const lines: string[] = [];
  for (;;) {
    const { kind, text: part, range } = nextToken(scanner);
    lines.push(`${tokenNames[kind]} ${part} ${showRange(range)}`);
    if (kind === 'end') return lines.join('\n');
  }
}

/* Trees */

interface GoldenNode {
  readonly $type: string;
  readonly SrcRange: GoldenRange;
  readonly Value?: string | boolean | { readonly $bignum: string };
  readonly Values?: readonly GoldenNode[] | null;
  readonly Attrs?:
    | readonly { readonly Name: string; readonly NameRange: GoldenRange; readonly Value: GoldenNode }[]
    | null;
}

function showNode(node: JsonNode): string {
  const place = showRange(node.range);
  switch (node.kind) {
    case 'object':
      return `object ${place} {${node.members.map(({ name, value }) => `${name.string} ${showRange(name.range)}: ${showNode(value)}`).join(', ')}}`;
    case 'array':
      return `array ${place} [${node.items.map(showNode).join(', ')}]`;
    case 'string':
      return `string ${place} ${node.string}`;
    case 'number':
      return `number ${place} ${toText(node.number)}`;
    case 'bool':
      return `boolean ${place} ${node.bool}`;
    default:
      return `${node.kind} ${place}`;
  }
}

function showGoldenNode({ $type, SrcRange, Value: value, Values, Attrs }: GoldenNode): string {
  const kind = $type.slice('json.'.length, -'Val'.length);
  const head = `${kind} ${showGoldenRange(SrcRange)}`;
  if (kind === 'object')
    return `${head} {${(Attrs ?? []).map((one) => `${one.Name} ${showGoldenRange(one.NameRange)}: ${showGoldenNode(one.Value)}`).join(', ')}}`;
  if (kind === 'array') return `${head} [${(Values ?? []).map(showGoldenNode).join(', ')}]`;
  if (value === undefined) return head;
  return `${head} ${typeof value === 'object' ? toText(parseNumber(value.$bignum)!) : value}`;
}

interface ParseCase {
  readonly Input: string;
  readonly DiagCount: number;
  readonly Want: GoldenNode;
}

/* Bodies */

interface GoldenSchema {
  readonly Attributes: readonly { readonly Name: string; readonly Required: boolean }[] | null;
  readonly Blocks: readonly { readonly Type: string; readonly LabelNames: readonly string[] | null }[] | null;
}

interface GoldenAttribute {
  readonly Name: string;
  readonly NameRange: GoldenRange;
  readonly Range: GoldenRange;
  readonly Expr: { readonly src: GoldenNode };
}

interface GoldenContent {
  readonly Attributes: Readonly<Record<string, GoldenAttribute>>;
  readonly Blocks:
    | readonly {
        readonly Type: string;
        readonly Labels: readonly string[] | null;
        readonly TypeRange: GoldenRange;
        readonly LabelRanges: readonly GoldenRange[] | null;
      }[]
    | null;
  readonly MissingItemRange: GoldenRange;
}

/** What upstream's reader of bodies gives for a schema, made of ours, which has no list of arguments. */
function readContent(src: string, { Attributes, Blocks }: GoldenSchema) {
  const shape = Object.fromEntries((Blocks ?? []).map(({ Type, LabelNames }) => [Type, LabelNames ?? []]));
  const root = parseJsonBody(src, 'test.json');
  const content = contentOf(root.value, shape);
  const names = (Attributes ?? []).map(({ Name }) => Name);
  const given = [...content.value.attributes.values()];
  const missing = (Attributes ?? []).filter(
    ({ Name, Required }) => Required && !content.value.attributes.has(Name),
  );
  return {
    body: content.value,
    known: given.filter(({ name }) => names.includes(name)),
    problems: root.diagnostics.length + content.diagnostics.length + missing.length,
    strangers: given.filter(({ name }) => !names.includes(name)).length,
  };
}

const nodeOf = (src: string): JsonNode => parseJson(src, 'test.json').value;

describeConformance('HCL in JSON is that of upstream', () => {
  test('in tokens', () => {
    const rows = upstreamCases<ScanCase>(`${folder}/TestScan`);
    expectAgreement(
      rows.map(({ Input, Want }) => ({
        name: Input,
        got: scanAll(Input),
        want: Want.map((one) => `${one.Type.$enum} ${one.Bytes} ${showGoldenRange(one.Range)}`).join('\n'),
      })),
    );
  });

  test('in trees', () => {
    const rows = upstreamCases<ParseCase>(`${folder}/TestParse`).filter(({ DiagCount }) => DiagCount === 0);
    expect(rows.length).toBeGreaterThan(15);
    expectAgreement(
      rows.map(({ Input, Want }) => ({
        name: Input,
        got: showNode(parseJson(Input, '').value),
        want: showGoldenNode(Want),
      })),
    );
  });

  test('in the number of mistakes', () => {
    expectAgreement(
      upstreamCases<ParseCase>(`${folder}/TestParse`).map(({ Input, DiagCount }) => ({
        name: Input,
        got: String(parseJson(Input, '').diagnostics.length),
        want: String(DiagCount),
      })),
      { 'the end of the file is told once, not for the value and for the bracket': ['['] },
    );
  });

  test('in the words that it suggests', () => {
    for (const { Input, Want } of upstreamCases<{ Input: string; Want: string }>(
      `${folder}/TestKeywordSuggestion`,
    ))
      expect([Input, suggestWord(Input) ?? '']).toEqual([Input, Want]);
  });

  test('in what a schema makes of a body', () => {
    const rows = upstreamCases<{
      src: string;
      schema: GoldenSchema;
      diagCount: number;
      want: GoldenContent;
    }>(`${folder}/TestBodyPartialContent`);
    for (const { src, schema, diagCount, want } of rows) {
      const { body, known, problems } = readContent(src, schema);
      expect([src, problems]).toEqual([src, diagCount]);
      expect(
        known.map(({ name, nameRange, range }) => [name, showRange(nameRange), showRange(range)]),
      ).toEqual(
        Object.values(want.Attributes).map(({ Name, NameRange, Range }) => [
          Name,
          showGoldenRange(NameRange),
          showGoldenRange(Range),
        ]),
      );
      expect(
        body.blocks.map((block) => [
          block.type,
          block.labels,
          showRange(block.typeRange),
          block.labelRanges.map(showRange),
        ]),
      ).toEqual(
        (want.Blocks ?? []).map(({ Type, Labels, TypeRange, LabelRanges }) => [
          Type,
          Labels ?? [],
          showGoldenRange(TypeRange),
          (LabelRanges ?? []).map(showGoldenRange),
        ]),
      );
      expect([src, showRange(body.endRange)]).toEqual([src, showGoldenRange(want.MissingItemRange)]);
    }
  });

  test('in properties that no schema has', () => {
    for (const { src, schema, diagCount } of upstreamCases<{
      src: string;
      schema: GoldenSchema;
      diagCount: number;
    }>(`${folder}/TestBodyContent`)) {
      const { problems, strangers } = readContent(src, schema);
      expect([src, problems + strangers]).toEqual([src, diagCount]);
    }
  });

  test('in bodies that hold only arguments', () => {
    for (const { src, diagCount, want } of upstreamCases<{
      src: string;
      diagCount: number;
      want: Record<string, GoldenAttribute>;
    }>(`${folder}/TestJustAttributes`)) {
      const { value, diagnostics } = contentOf(parseJsonBody(src, 'test.json').value, {});
      expect([src, diagnostics.length]).toEqual([src, diagCount]);
      expect(
        [...value.attributes.values()].map(({ expr }) => expr.kind === 'json' && showNode(expr.node)),
      ).toEqual(Object.values(want).map(({ Expr }) => showGoldenNode(Expr.src)));
    }
  });

  test('in values and what is wrong with them', () => {
    const scope = { variables: new Map([['VAR1', Value.string('case')]]) };
    for (const { name, src, expected, error } of upstreamCases<{
      name: string;
      src: string;
      expected: GoldenValue;
      error: string;
    }>(`${folder}/TestExpressionValue_Diags`)) {
      const expr = parseJsonBody(src, '').value.attributes.get('v')?.expr;
      const { value, diagnostics } = evaluate(expr!, scope);
      const want = show(readValue(expected));
      expect([name, show(value), diagnostics.map(({ summary }) => summary)]).toEqual([
        name,
        want,
        error === '' ? [] : [error],
      ]);
    }
  });

  test('in standalone expressions', () => {
    const written: Readonly<Record<string, string>> = {
      'cty.StringVal("hello")': 'string: "hello"',
      'cty.StringVal("hello world")': 'string: "hello world"',
      'cty.True': 'bool: true',
      'cty.False': 'bool: false',
      'cty.NumberIntVal(1)': 'number: 1',
      'cty.EmptyObjectVal': '{}: {}',
      'cty.EmptyTupleVal': '[]: []',
      'cty.ObjectVal(map[string]cty.Value{"baz":cty.NumberIntVal(1), "foo":cty.StringVal("bar")})':
        '{baz: number, foo: string}: {"baz": 1, "foo": "bar"}',
      'cty.TupleVal([]cty.Value{cty.StringVal("1"), cty.NumberIntVal(2), cty.NumberIntVal(3)})':
        '[string, number, number]: ["1", 2, 3]',
    };
    const scope = { variables: new Map([['noun', Value.string('world')]]) };
    for (const { Input, Want } of upstreamCases<{ Input: string; Want: string }>(
      `${folder}/TestParseExpression`,
    ))
      expect([Input, show(evaluate(asExpression(nodeOf(Input)), scope).value)]).toEqual([
        Input,
        written[Want],
      ]);
  });

  test('in the names that expressions refer to, and where', () => {
    const rows = upstreamCases<{
      Src: string;
      Want: readonly (readonly { Name: string; SrcRange: GoldenRange }[])[] | null;
    }>(`${folder}/TestExpressionVariables`);
    for (const { Src, Want } of rows) {
      const found = references(parseJsonBody(Src, 'test.json').value);
      expect([Src, found.map(({ root, rootRange }) => `${root} ${showRange(rootRange)}`)]).toEqual([
        Src,
        (Want ?? []).map(([step]) => `${step?.Name} ${step && showGoldenRange(step.SrcRange)}`),
      ]);
    }
  });

  test('where something begins', () => {
    expect(showRange(startOf(nodeOf(' [1]')))).toBe('1,2,1-1,3,2');
  });
});
