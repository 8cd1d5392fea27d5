import { upstreamCases } from './shared';

/** What became of one case: it passes when both texts are the same. */
export interface Outcome {
  readonly name: string;
  readonly got: string;
  readonly want: string;
  /** Why the case cannot be compared here, when it cannot. */
  readonly leftOut?: string;
}

/** What a suite counts towards. */
export type Measure =
  | 'upstream'
  | 'specsuite'
  | 'accepted'
  | 'first-error'
  | 'whole-parse'
  | 'format'
  | 'values'
  | 'no-crash'
  | 'mutated-accepted'
  | 'mutated-first'
  | 'examples';

/** The share of cases that must pass, and what is counted. */
export const measures: Readonly<Record<Measure, { readonly title: string; readonly goal: number }>> = {
  upstream: { title: 'upstream’s own tables', goal: 0.99 },
  specsuite: { title: 'the language’s specification suite', goal: 1 },
  accepted: { title: 'real files accepted or rejected', goal: 1 },
  'first-error': { title: 'first error of real files at its place', goal: 0.95 },
  'whole-parse': { title: 'tree or problems of real files, in full', goal: 0.95 },
  format: { title: 'real files formatted', goal: 1 },
  values: { title: 'values in real templates', goal: 0.995 },
  'no-crash': { title: 'mutated sources without crash or hang', goal: 1 },
  'mutated-accepted': { title: 'mutated sources accepted or rejected', goal: 1 },
  'mutated-first': { title: 'first problem of mutated sources', goal: 0.95 },
  examples: { title: 'examples of the function documentation', goal: 0.99 },
};

/** Cases that are run one way. Both the tests and `npm run conformance` run these. */
export interface Suite {
  /** Of upstream's tables their own name: `hclsyntax/TestVariables`. */
  readonly name: string;
  readonly measure: Measure;
  /** Whether it is so large that the tests run a sample of it. */
  readonly isLarge?: true;
  /** Runs one case of every so many, always the same ones; a suite that is not large runs them all. @default 1 */
  run(every?: number): readonly Outcome[] | Promise<readonly Outcome[]>;
}

/** What a case is compared by; its name is the table's own or its place in the table. */
export type Comparison = Omit<Outcome, 'name'> & { readonly name?: string };

/** A suite of one table of upstream. */
export function tableSuite<Row>(table: string, compare: (row: Row, index: number) => Comparison): Suite {
  return {
    name: table,
    measure: 'upstream',
    run: () =>
      upstreamCases<Row>(table).map((row, index) => ({ name: nameOf(row, index), ...compare(row, index) })),
  };
}

/** Tables give their cases a key, a source, or nothing. */
function nameOf(row: unknown, index: number): string {
  const { key, input, Input, src, Source } = row as Readonly<Record<string, unknown>>;
  const name = [key, input, Input, src, Source].find((field) => typeof field === 'string' && field !== '');
  return typeof name === 'string' ? name : String(index);
}

/** Plain data as one line, so that two of it compare as texts. */
export function dataText(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
