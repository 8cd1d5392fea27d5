import { describeConformance, expectAgreement, upstreamCases } from '../../testing/conformance';
import { type GoldenValue, readValue } from '../../testing/golden-value';
import { Value } from '../../values/value';
import { FunctionFailure } from '../failure';
import { invoke } from '../invoke';
import { formatdate } from './formatdate';

interface Case {
  readonly Format?: GoldenValue;
  readonly Timestamp?: GoldenValue | string;
  readonly Want?: GoldenValue;
  readonly Err?: string;
  readonly input?: string;
  readonly wantRFC3339?: string;
  readonly wantRFC850?: string;
}

function run(format: string, time: string): string {
  try {
    const value = invoke(formatdate, [Value.string(format), Value.string(time)]);
    return value.kind === 'string' ? value.string : value.kind;
  } catch (error) {
    if (error instanceof FunctionFailure) return `! ${error.message}`;
    throw error;
  }
}

const textOf = (value: GoldenValue | string | undefined): string => {
  if (typeof value === 'string' || value === undefined) return value ?? '';
  const read = readValue(value);
  return read.kind === 'string' ? read.string : '';
};

describeConformance('dates agree with upstream', () => {
  test('in every form and every mistake', () => {
    const outcomes = upstreamCases<Case>('zclconf__go-cty__cty__function__stdlib/TestFormatDate').flatMap(
      (row, i) => {
        const name = String(i);
        if (row.input) {
          const got = run("YYYY-MM-DD'T'hh:mm:ssZ", row.input);
          const long = run('EEEE, DD-MMM-YY hh:mm:ss ZZZ', row.input);
          return [{ name, got: `${got} ${long}`, want: `${row.wantRFC3339} ${row.wantRFC850}` }];
        }
        const want = row.Err ? `! ${row.Err}` : textOf(row.Want);
        const time = row.Timestamp === undefined ? '2006-01-02T15:04:05Z' : textOf(row.Timestamp);
        return [{ name, got: run(textOf(row.Format), time), want }];
      },
    );
    expectAgreement(outcomes);
  });
});
