import { getAttribute } from '../../evaluate/attribute';
import { evaluate } from '../../evaluate/evaluate';
import { getIndex } from '../../evaluate/index-value';
import type { Scope } from '../../evaluate/scope';
import { numberOf, textOf } from '../../functions/access';
import { define, defineText, parameter } from '../../functions/define';
import { fail } from '../../functions/failure';
import type { HclFunction } from '../../functions/function';
import { createFunctions } from '../../functions/registry';
import { upper } from '../../functions/strings/case';
import { parseExpression, parseTemplate } from '../../parse/parse';
import { Type } from '../../types/type';
import { negated } from '../../values/number/arithmetic';
import { Value } from '../../values/value';
import { type GoNode, readExpression } from '../go-ast';
import { describe, describeRefined, type GoldenValue, readValue } from '../golden-value';
import { emptyPlace } from '../place';
import { emptyPorts } from '../ports';
import { type Comparison, type Suite, tableSuite } from '../suite';

export interface GoldenScope {
  readonly Variables: Readonly<Record<string, GoldenValue>> | null;
  readonly Functions: Readonly<Record<string, unknown>> | null;
  readonly parent: GoldenScope | null;
}

interface ValueRow {
  readonly input: string;
  readonly ctx: GoldenScope | null;
  readonly diagCount: number;
  readonly want: GoldenValue;
}

const negate = define({
  description: 'Upstream’s own, which Packer does not have.',
  parameters: [parameter.number('num')],
  returns: Type.number,
  call: ([num]) => Value.bigFloat(negated(numberOf(num))),
});

const strlen = define({
  description: 'Upstream’s own: Packer’s `length` is another one.',
  parameters: [parameter.string('str')],
  returns: Type.number,
  call: ([str]) => Value.number(textOf(str).length),
});

const known: ReadonlyMap<string, HclFunction> = new Map<string, HclFunction>([
  ...createFunctions(emptyPorts),
  ['negate', negate],
]);

const misbehave = defineText('Upstream’s that always fails.', [], () => fail('misbehaving'));

/** Functions in namespaces are upper-case makers too. */
function functionFor(name: string): HclFunction {
  return known.get(name) ?? (name.endsWith('upper') ? upper : misbehave);
}

export function scopeOf(golden: GoldenScope | null): Scope {
  if (golden === null) return {};
  const { Variables, Functions, parent } = golden;
  return {
    ...(Variables && {
      variables: new Map(Object.entries(Variables).map(([name, value]) => [name, readValue(value)])),
    }),
    ...(Functions && { functions: new Map(Object.keys(Functions).map((name) => [name, functionFor(name)])) }),
    ...(parent && { parent: scopeOf(parent) }),
  };
}

/** With problems upstream gives no value at all in some of its tables. */
function compareValues(
  got: { readonly count: number; readonly value: Value },
  want: { readonly diagCount: number; readonly want: GoldenValue },
): Comparison {
  const wanted = readValue(want.want);
  const show = (count: number, value: Value) =>
    `${count} ${wanted.kind === 'null' && count > 0 ? '' : describeRefined(value)}`;
  return { got: show(got.count, got.value), want: show(want.diagCount, wanted) };
}

function valueSuite(table: string, parse: typeof parseExpression): Suite {
  return tableSuite<ValueRow>(table, (row) => {
    const read = parse(row.input, 'test');
    const { value, diagnostics } = evaluate(read.value, scopeOf(row.ctx));
    return compareValues({ count: read.diagnostics.length + diagnostics.length, value }, row);
  });
}

interface Step {
  readonly $type: string;
  readonly Name?: string;
  readonly Key?: GoldenValue;
}

interface PathRow {
  readonly Path: readonly Step[] | null;
  readonly Start: GoldenValue;
  readonly Want: GoldenValue;
  readonly WantErr: string;
}

/** The value at the end of a path, or the first problem on the way. */
function followPath(start: Value, path: readonly Step[]): string {
  let value = start;
  for (const step of path) {
    const place = emptyPlace();
    value = step.Key
      ? getIndex(value, readValue(step.Key), place)
      : getAttribute(value, String(step.Name), place);
    const [problem] = place.context.diagnostics;
    if (problem) return `! ${problem.summary}: ${problem.detail}`;
  }
  return describeRefined(value);
}

interface IndexRow {
  readonly coll: GoldenValue;
  readonly key: GoldenValue;
  readonly want: GoldenValue;
  readonly err: string;
}

const unknown = { variables: new Map([['unknown', Value.unknown(Type.dynamic)]]) };

export const evaluateSuites: readonly Suite[] = [
  valueSuite('hclsyntax/TestExpressionParseAndValue', parseExpression),
  valueSuite('hclsyntax/TestTemplateExprParseAndValue', parseTemplate),
  tableSuite<GoldenValue & { readonly key: string }>('hclsyntax/TestAllBoolExpressions', (row) => {
    const { value, diagnostics } = evaluate(parseExpression(row.key, 'test').value, unknown);
    const show = (result: Value) => (result.kind === 'bool' ? result.bool : result.kind);
    return { got: `${diagnostics.length} ${show(value)}`, want: `0 ${show(readValue(row))}` };
  }),
  tableSuite<ValueRow & { readonly wantSummary: string; readonly wantDetail: string }>(
    'hclsyntax/TestExpressionErrorMessages',
    (row) => {
      const [first] = evaluate(parseExpression(row.input, 'test').value, scopeOf(row.ctx)).diagnostics;
      return {
        got: `${first?.summary}: ${first?.detail}`,
        want: `${row.wantSummary}: ${row.wantDetail}`,
      };
    },
  ),
  tableSuite<{ expr: GoNode; ctx: GoldenScope | null; diagCount: number; want: GoldenValue }>(
    'hclsyntax/TestFunctionCallExprValue',
    (row) => {
      const scope = { functions: new Map([...known, ['length', strlen] as const]) };
      const { value, diagnostics } = evaluate(readExpression(row.expr), scope);
      return {
        got: `${diagnostics.length} ${describe(value)}`,
        want: `${row.diagCount} ${describe(readValue(row.want))}`,
      };
    },
  ),
  tableSuite<PathRow>('hcl/TestApplyPath', ({ Path, Start, Want, WantErr }) => ({
    got: followPath(readValue(Start), Path ?? []),
    want: WantErr ? `! ${WantErr}` : describeRefined(readValue(Want)),
  })),
  tableSuite<IndexRow>('hcl/TestIndex', ({ coll, key, want, err }, index) => {
    const place = emptyPlace();
    const value = getIndex(readValue(coll), readValue(key), place);
    const [problem] = place.context.diagnostics;
    return {
      name: String(index),
      got: problem ? `! ${problem.summary}` : describeRefined(value),
      want: err ? `! ${err}` : describeRefined(readValue(want)),
    };
  }),
];
