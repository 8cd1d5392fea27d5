import { resultOf } from '../testing/call';
import { describeConformance, documentedExamples, expectAgreement } from '../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../testing/golden-value';
import { emptyPorts } from '../testing/ports';

interface Example {
  readonly file: string;
  readonly expr: string;
  readonly oracle: GoldenValue['$value'] | null;
  readonly diags: readonly { readonly detail: string }[];
}

const leftOut = {
  'upstream’s evaluator was without the functions that look outside or at the clock': [
    '60 bcrypt',
    '73 legacy_isotime',
    '74 legacy_strftime',
    '76 timestamp',
    '189 uuidv4',
  ],
};

function want({ oracle, diags }: Example): string {
  if (oracle) return show(readValue({ $value: oracle }));
  return diags.map(({ detail }) => `! ${detail}`).join('\n');
}

describeConformance('the examples of the documentation', () => {
  test('give what upstream gives', () => {
    const outcomes = documentedExamples<Example>().map((example, i) => ({
      name: `${i} ${example.file}`,
      got: resultOf(example.expr, { ...emptyPorts, home: '/root' }),
      want: want(example),
    }));
    expectAgreement(outcomes, leftOut);
  });
});
