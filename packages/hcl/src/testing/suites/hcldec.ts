import { parseHcl } from '../../parse/parse';
import { type GoNode, type GoRange, readRange, readTraversal } from '../go-ast';
import { goldenRange, goldenTraversal } from '../golden-ast';
import { describe, type GoldenValue, readValue } from '../golden-value';
import { decode, sourceRange, variablesOf } from '../hcldec/decode';
import { readGoSpecification } from '../hcldec/read-go';
import { dataText, type Suite, tableSuite } from '../suite';
import { type GoldenScope, scopeOf } from './evaluate';

interface Row {
  readonly config: string;
  readonly spec: unknown;
}

export const hcldecSuites: readonly Suite[] = [
  tableSuite<
    Row & { readonly ctx: GoldenScope | null; readonly diagCount: number; readonly want: GoldenValue }
  >('hcldec/TestDecode', ({ config, spec, ctx, diagCount, want }) => {
    const body = parseHcl(config, '');
    const { value, diagnostics } = decode(body.value, readGoSpecification(spec), scopeOf(ctx));
    return {
      got: `${body.diagnostics.length + diagnostics.length} ${describe(value)}`,
      want: `${diagCount} ${describe(readValue(want))}`,
    };
  }),
  tableSuite<Row & { readonly want: GoRange }>('hcldec/TestSourceRange', ({ config, spec, want }) => ({
    got: dataText(goldenRange(sourceRange(parseHcl(config, '').value, readGoSpecification(spec)))),
    want: dataText(goldenRange(readRange(want))),
  })),
  tableSuite<Row & { readonly want: readonly (readonly GoNode[])[] | null }>(
    'hcldec/TestVariables',
    ({ config, spec, want }) => ({
      got: dataText(variablesOf(parseHcl(config, '').value, readGoSpecification(spec)).map(goldenTraversal)),
      want: dataText((want ?? []).map(readTraversal).map(goldenTraversal)),
    }),
  ),
];
