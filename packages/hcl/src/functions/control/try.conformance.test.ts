import { evaluate } from '../../evaluate/evaluate';
import { parseExpression } from '../../parse/parse';
import { describeConformance, expectAgreement, upstreamCases } from '../../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../../testing/golden-value';
import { emptyPorts } from '../../testing/ports';
import { createFunctions } from '../registry';

interface Case {
  readonly key: string;
  readonly expr: string;
  readonly vars: Readonly<Record<string, GoldenValue>> | null;
  readonly want: GoldenValue;
  readonly wantErr?: string;
}

const functions = createFunctions(emptyPorts);

/** Upstream's own tests declare no variables at all where none are given. */
function run({ expr, vars }: Case): string {
  const variables = vars && new Map(Object.entries(vars).map(([name, value]) => [name, readValue(value)]));
  const { value, diagnostics } = evaluate(parseExpression(expr, 'test.hcl').value, {
    functions,
    ...(variables && { variables }),
  });
  return diagnostics.length > 0 ? '!' : show(value);
}

describeConformance('trying agrees with upstream', () => {
  test.each(['TestTryFunc', 'TestCanFunc'])('%s', (table) => {
    const rows = upstreamCases<Case>(`hashicorp__hcl__v2__ext__tryfunc/${table}`);
    expectAgreement(
      rows.map((row) => ({
        name: row.key,
        got: run(row),
        want: row.wantErr ? '!' : show(readValue(row.want)),
      })),
    );
  });
});
