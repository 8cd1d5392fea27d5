import { numberOf } from '../functions/access';
import { define, defineText, parameter } from '../functions/define';
import { fail } from '../functions/failure';
import type { HclFunction } from '../functions/function';
import { createFunctions } from '../functions/registry';
import { upper } from '../functions/strings/case';
import { parseExpression, parseTemplate } from '../parse/parse';
import { describeConformance, expectAgreement, upstreamCases } from '../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../testing/golden-value';
import { emptyPorts } from '../testing/ports';
import { Type } from '../types/type';
import { negated } from '../values/number/arithmetic';
import { Value } from '../values/value';
import { evaluate } from './evaluate';
import type { Scope } from './scope';

interface GoldenScope {
  readonly Variables: Readonly<Record<string, GoldenValue>> | null;
  readonly Functions: Readonly<Record<string, unknown>> | null;
  readonly parent: GoldenScope | null;
}

interface Case {
  readonly input: string;
  readonly ctx: GoldenScope | null;
  readonly diagCount: number;
  readonly want: GoldenValue;
}

const folder = 'hashicorp__hcl__v2__hclsyntax/';

const negate = define({
  description: 'Upstream’s own, which Packer does not have.',
  parameters: [parameter.number('num')],
  returns: Type.number,
  call: ([num]) => Value.bigFloat(negated(numberOf(num))),
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

function scopeOf(golden: GoldenScope | null): Scope {
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

function outcome(row: Case, parse: typeof parseExpression) {
  const read = parse(row.input, 'test');
  const { value, diagnostics } = evaluate(read.value, scopeOf(row.ctx));
  const count = read.diagnostics.length + diagnostics.length;
  const wanted = readValue(row.want);
  return {
    name: row.input,
    got: `${count} ${wanted.kind === 'null' && count > 0 ? '' : show(value)}`,
    want: `${row.diagCount} ${wanted.kind === 'null' && row.diagCount > 0 ? '' : show(wanted)}`,
  };
}

describeConformance('evaluation agrees with upstream', () => {
  test('of expressions', () => {
    const rows = upstreamCases<Case>(`${folder}TestExpressionParseAndValue`);
    expectAgreement(
      rows.map((row) => outcome(row, parseExpression)),
      {
        'upstream tells a syntax error again when the expression is evaluated': [
          'double::::upper("foo")',
          'missing::("foo")',
        ],
        'upstream knows of some unknown values that they are not null': [
          'unkstr[*]',
          'unkobj.*.name',
          'not_a_list.*',
        ],
      },
    );
  });

  test('of templates', () => {
    const rows = upstreamCases<Case>(`${folder}TestTemplateExprParseAndValue`);
    expectAgreement(
      rows.map((row) => outcome(row, parseTemplate)),
      {
        'upstream marks a text for a secret in a branch not taken': [
          'hello%{ if false } ${target}%{ endif }',
        ],
      },
    );
  });

  test('of all combinations of true, false and unknown', () => {
    const unknown = { variables: new Map([['unknown', Value.unknown(Type.dynamic)]]) };
    const rows = upstreamCases<GoldenValue & { readonly key: string }>(`${folder}TestAllBoolExpressions`);
    const outcomes = rows.map((row) => {
      const { value, diagnostics } = evaluate(parseExpression(row.key, 'test').value, unknown);
      const wanted = readValue(row);
      return {
        name: row.key,
        got: `${diagnostics.length} ${value.kind === 'bool' ? value.bool : value.kind}`,
        want: `0 ${wanted.kind === 'bool' ? wanted.bool : wanted.kind}`,
      };
    });
    expectAgreement(outcomes);
  });

  test('in the words of its problems', () => {
    const rows = upstreamCases<Case & { readonly wantSummary: string; readonly wantDetail: string }>(
      `${folder}TestExpressionErrorMessages`,
    );
    const outcomes = rows.map((row) => {
      const [first] = evaluate(parseExpression(row.input, 'test').value, scopeOf(row.ctx)).diagnostics;
      return {
        name: row.input,
        got: `${first?.summary}: ${first?.detail}`,
        want: `${row.wantSummary}: ${row.wantDetail}`,
      };
    });
    expectAgreement(outcomes);
  });
});
