import type { Position, Range } from '@strata/diagnostics';
import { evaluate } from '../../evaluate/evaluate';
import { parseJsonBody } from '../../json/body';
import { contentOf } from '../../json/content';
import { asExpression } from '../../json/expression';
import type { JsonNode } from '../../json/node';
import { parseJson } from '../../json/parse-json';
import { createScanner, nextToken } from '../../json/scan';
import type { JsonTokenKind } from '../../json/token';
import { suggestWord } from '../../json/word';
import { references } from '../../references';
import { parseType } from '../../types/type-expression';
import { parseNumber } from '../../values/number/parse';
import { toText } from '../../values/number/text';
import { Value } from '../../values/value';
import { type TypeField, typeOf } from '../golden-type';
import { describe, describeType, type GoldenValue, readValue } from '../golden-value';
import { dataText, type Suite, tableSuite } from '../suite';

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

interface ScanRow {
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

interface ParseRow {
  readonly Input: string;
  readonly DiagCount: number;
  readonly Want: GoldenNode;
}

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

/** What a schema finds in a body, in the form that the table has. */
function describeContent(src: string, schema: GoldenSchema): unknown {
  const { body, known } = readContent(src, schema);
  return {
    attributes: known.map(({ name, nameRange, range }) => [name, showRange(nameRange), showRange(range)]),
    blocks: body.blocks.map(({ type, labels, typeRange, labelRanges }) => [
      type,
      labels,
      showRange(typeRange),
      labelRanges.map(showRange),
    ]),
    end: showRange(body.endRange),
  };
}

function describeGoldenContent({ Attributes, Blocks, MissingItemRange }: GoldenContent): unknown {
  return {
    attributes: Object.values(Attributes).map(({ Name, NameRange, Range }) => [
      Name,
      showGoldenRange(NameRange),
      showGoldenRange(Range),
    ]),
    blocks: (Blocks ?? []).map(({ Type, Labels, TypeRange, LabelRanges }) => [
      Type,
      Labels ?? [],
      showGoldenRange(TypeRange),
      (LabelRanges ?? []).map(showGoldenRange),
    ]),
    end: showGoldenRange(MissingItemRange),
  };
}

interface ContentRow {
  readonly src: string;
  readonly schema: GoldenSchema;
  readonly diagCount: number;
  readonly want: GoldenContent;
}

/** The table writes values as Go would. */
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

const noun = { variables: new Map([['noun', Value.string('world')]]) };
const shouting = { variables: new Map([['VAR1', Value.string('case')]]) };

export const jsonSuites: readonly Suite[] = [
  tableSuite<ScanRow>('json/TestScan', ({ Input, Want }) => ({
    got: scanAll(Input),
    want: Want.map((one) => `${one.Type.$enum} ${one.Bytes} ${showGoldenRange(one.Range)}`).join('\n'),
  })),
  tableSuite<ParseRow>('json/TestParse', ({ Input, DiagCount, Want }) => {
    const { value, diagnostics } = parseJson(Input, '');
    const whole = DiagCount === 0;
    return {
      got: `${diagnostics.length} ${whole ? showNode(value) : ''}`,
      want: `${DiagCount} ${whole ? showGoldenNode(Want) : ''}`,
    };
  }),
  tableSuite<{ readonly Input: string; readonly Want: string }>(
    'json/TestKeywordSuggestion',
    ({ Input, Want }) => ({ got: suggestWord(Input) ?? '', want: Want }),
  ),
  tableSuite<ContentRow>('json/TestBodyPartialContent', ({ src, schema, diagCount, want }) => ({
    got: `${readContent(src, schema).problems} ${dataText(describeContent(src, schema))}`,
    want: `${diagCount} ${dataText(describeGoldenContent(want))}`,
  })),
  tableSuite<ContentRow>('json/TestBodyContent', ({ src, schema, diagCount }) => {
    const { problems, strangers } = readContent(src, schema);
    return { got: String(problems + strangers), want: String(diagCount) };
  }),
  tableSuite<{ src: string; diagCount: number; want: Readonly<Record<string, GoldenAttribute>> }>(
    'json/TestJustAttributes',
    ({ src, diagCount, want }) => {
      const { value, diagnostics } = contentOf(parseJsonBody(src, 'test.json').value, {});
      const nodes = [...value.attributes.values()].map(
        ({ expr }) => expr.kind === 'json' && showNode(expr.node),
      );
      return {
        got: `${diagnostics.length} ${nodes}`,
        want: `${diagCount} ${Object.values(want).map(({ Expr }) => showGoldenNode(Expr.src))}`,
      };
    },
  ),
  tableSuite<{ name: string; src: string; expected: GoldenValue; error: string }>(
    'json/TestExpressionValue_Diags',
    ({ name, src, expected, error }) => {
      const expr = parseJsonBody(src, '').value.attributes.get('v')?.expr;
      const { value, diagnostics } = evaluate(expr!, shouting);
      return {
        name,
        got: `${describe(value)} ${diagnostics.map(({ summary }) => summary)}`,
        want: `${describe(readValue(expected))} ${error}`,
      };
    },
  ),
  tableSuite<{ readonly Input: string; readonly Want: string }>(
    'json/TestParseExpression',
    ({ Input, Want }) => ({
      got: describe(evaluate(asExpression(parseJson(Input, 'test.json').value), noun).value),
      want: written[Want] ?? Want,
    }),
  ),
  tableSuite<{
    readonly Src: string;
    readonly Want: readonly (readonly { readonly Name: string; readonly SrcRange: GoldenRange }[])[] | null;
  }>('json/TestExpressionVariables', ({ Src, Want }) => ({
    name: Src,
    got: references(parseJsonBody(Src, 'test.json').value)
      .map(({ root, rootRange }) => `${root} ${showRange(rootRange)}`)
      .join(' '),
    want: (Want ?? []).map(([step]) => `${step?.Name} ${step && showGoldenRange(step.SrcRange)}`).join(' '),
  })),
  tableSuite<{ readonly Source: string; readonly Want: TypeField; readonly WantError: string }>(
    'typeexpr/TestGetTypeJSON',
    ({ Source, Want, WantError }) => {
      const expr = parseJsonBody(Source, '').value.attributes.get('expr')?.expr;
      const { value, diagnostics } = parseType(expr!);
      return {
        got: diagnostics[0]?.detail ?? describeType(value.type),
        want: WantError || describeType(typeOf(Want)),
      };
    },
  ),
];
