import type { Diagnostic } from '@strata/diagnostics';
import { parseHcl } from '../../parse/parse';
import { goldenDiagnostic } from '../golden-diagnostic';
import { goldenLines } from '../shared';
import { type Comparison, dataText, type Measure, type Outcome, type Suite } from '../suite';

interface GoldenProblem {
  readonly summary: string;
  readonly subject?: readonly number[];
}

interface Line {
  readonly src: string;
  readonly from: string;
  readonly diags: readonly GoldenProblem[];
}

const read = new WeakMap<Line, readonly Diagnostic[]>();

/** Every suite asks the same of each line; only one of them parses it. */
function diagnosticsOf(line: Line): readonly Diagnostic[] {
  const diagnostics = read.get(line) ?? parseHcl(line.src, 't.pkr.hcl').diagnostics;
  read.set(line, diagnostics);
  return diagnostics;
}

function mutatedSuite(
  name: string,
  measure: Measure,
  compare: (diagnostics: readonly Diagnostic[], line: Line) => Comparison,
): Suite {
  return {
    name,
    measure,
    run: () =>
      goldenLines<Line>('mutated-diags.jsonl.gz').map((line) => ({
        name: line.from,
        ...compare(diagnosticsOf(line), line),
      })),
  };
}

const verdict = (count: number) => (count === 0 ? 'accepted' : 'rejected');

/**
 * Where the closing bracket of an index is missing upstream points at where its recovery ended, often the end of the
 * file. We point at what stands in the bracket's place.
 */
const elsewhere = 'Missing close bracket on index';

function withoutPlace(diagnostics: readonly GoldenProblem[]): unknown {
  return diagnostics.map((one) => (one.summary === elsewhere ? { ...one, subject: undefined } : one));
}

/** A crash is an exception here, and a hang stops the run. */
function tryParse(line: Line): Outcome {
  const { from } = line;
  try {
    diagnosticsOf(line);
    return { name: from, got: 'read', want: 'read' };
  } catch (error) {
    return { name: from, got: String(error), want: 'read' };
  }
}

export const mutatedSuites: readonly Suite[] = [
  {
    name: 'mutated: read to the end',
    measure: 'no-crash',
    run: () => goldenLines<Line>('mutated-diags.jsonl.gz').map(tryParse),
  },
  mutatedSuite('mutated: accepted or rejected', 'mutated-accepted', (diagnostics, { diags }) => ({
    got: verdict(diagnostics.length),
    want: verdict(diags.length),
  })),
  mutatedSuite('mutated: first problem, its line', 'mutated-first', ([first], { diags: [wanted] }) => ({
    got: `${first?.subject?.start.line} ${first?.summary}`,
    want: `${wanted?.subject?.[0]} ${wanted?.summary}`,
    ...(wanted === undefined && { leftOut: 'the source has no problem' }),
  })),
  mutatedSuite('mutated: all problems in full', 'whole-parse', (diagnostics, { diags }) => ({
    got: dataText(withoutPlace(diagnostics.map((one) => goldenDiagnostic(one) as GoldenProblem))),
    want: dataText(withoutPlace(diags)),
  })),
];
