import {
  describeConformance,
  expectAgreement,
  goldenLines,
  sameData,
  upstreamCases,
} from '../testing/conformance';
import { goldenDiagnostic } from '../testing/golden-diagnostic';
import { parseHcl } from './parse';

interface Line {
  readonly src: string;
  readonly from: string;
  readonly diags: readonly { readonly summary: string; readonly subject?: unknown }[];
}

/**
 * Where the closing bracket of an index is missing upstream points at where its recovery ended, often the end of the
 * file. We point at what stands in the bracket's place.
 */
const elsewhere = 'Missing close bracket on index';

function withoutPlace(diagnostics: Line['diags']): unknown {
  return diagnostics.map((one) => (one.summary === elsewhere ? { ...one, subject: undefined } : one));
}

interface Place {
  readonly Start: { readonly Line: number; readonly Column: number; readonly Byte: number };
  readonly End: Place['Start'];
}

interface Row {
  readonly input: string;
  readonly want: readonly {
    readonly Summary: string;
    readonly Detail: string;
    readonly Subject: Place;
    readonly Context: Place | null;
  }[];
}

const placeOf = ({ Start, End }: Place) => [
  Start.Line,
  Start.Column,
  Start.Byte,
  End.Line,
  End.Column,
  End.Byte,
];

describeConformance('sources with mistakes', () => {
  test('get every diagnostic of upstream: summary, detail, subject and context, in the same order', () => {
    const lines = goldenLines<Line>('mutated-diags.jsonl.gz');
    const differing = lines.filter(({ src, diags }) => {
      const got = JSON.parse(JSON.stringify(parseHcl(src, 't.pkr.hcl').diagnostics.map(goldenDiagnostic)));
      return !sameData(withoutPlace(got), JSON.parse(JSON.stringify(withoutPlace(diags))));
    });
    expect(differing.map(({ from }) => from)).toEqual([]);
    expect(lines.length).toBeGreaterThan(3000);
  });

  test('get those of upstream’s own table', () => {
    const rows = upstreamCases<Row>('hashicorp__hcl__v2__hclsyntax/TestParseConfigDiagnostics');
    const outcomes = rows.map(({ input, want }) => ({
      name: input,
      got: JSON.stringify(parseHcl(input, 'test.hcl').diagnostics.map(goldenDiagnostic)),
      want: JSON.stringify(
        want.map(({ Summary, Detail, Subject, Context }) => ({
          severity: 'error',
          summary: Summary,
          detail: Detail,
          subject: placeOf(Subject),
          ...(Context && { context: placeOf(Context) }),
        })),
      ),
    }));
    expectAgreement(outcomes);
  });
});
