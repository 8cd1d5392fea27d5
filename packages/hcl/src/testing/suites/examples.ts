import { resultOf } from '../call';
import { describe, type GoldenValue, readValue } from '../golden-value';
import { emptyPorts } from '../ports';
import { documentedExamples } from '../shared';
import type { Suite } from '../suite';

interface Example {
  readonly file: string;
  readonly expr: string;
  readonly oracle: GoldenValue['$value'] | null;
  readonly diags: readonly { readonly detail: string }[];
}

function want({ oracle, diags }: Example): string {
  if (oracle) return describe(readValue({ $value: oracle }));
  return diags.map(({ detail }) => `! ${detail}`).join('\n');
}

export const exampleSuites: readonly Suite[] = [
  {
    name: 'documentation: examples of functions',
    measure: 'examples',
    run: () =>
      documentedExamples<Example>().map((example, index) => ({
        name: `${index} ${example.file}`,
        got: resultOf(example.expr, { ...emptyPorts, home: '/root' }),
        want: want(example),
      })),
  },
];
