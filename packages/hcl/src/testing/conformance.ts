import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readTarGz } from './archive';

const shared = resolve(__dirname, '../../../../../shared');
const folder = join(shared, 'conformance/hcl');

/** Golden data that is not part of the repository: tests that need it say so by name where it is absent. */
export function describeConformance(title: string, run: () => void): void {
  if (existsSync(folder)) describe(title, run);
  else describe(title, () => test.todo(`left out: ../shared/conformance/hcl is not here (${title})`));
}

let cases: ReadonlyMap<string, Buffer> | undefined;

function upstreamJson(name: string): unknown {
  cases ??= readTarGz(join(folder, 'upstream-cases.tar.gz'));
  const content = cases.get(`${name}.json`);
  if (content === undefined) throw new Error(`there are no cases ${name}`);
  return JSON.parse(content.toString());
}

/** Table cases of upstream, such as `hashicorp__hcl__v2__hclsyntax/TestVariables`. */
export function upstreamCases<T>(name: string): readonly T[] {
  return (upstreamJson(name) as { readonly cases: readonly T[] }).cases;
}

/** The examples in the pages of Packer's functions, with what upstream's evaluator makes of them. */
export function documentedExamples<T>(): readonly T[] {
  return upstreamJson('packer-docs-function-examples') as readonly T[];
}

/** The lines of a golden `.jsonl.gz`. */
export function goldenLines<T>(name: string): readonly T[] {
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** The files of the corpus, by path. */
export function corpusFiles(): ReadonlyMap<string, Buffer> {
  return readTarGz(join(shared, 'corpus/templates.tar.gz'));
}

/** What became of one case. */
export interface Outcome {
  readonly name: string;
  readonly got: string;
  readonly want: string;
}

/**
 * Asserts that all cases agree but those named, and that those named still do not: a list of exceptions that is not
 * true any more is an error too. `leftOut` is by reason.
 */
export function expectAgreement(
  outcomes: readonly Outcome[],
  leftOut: Readonly<Record<string, readonly string[]>> = {},
): void {
  const named = Object.values(leftOut).flat().sort();
  const differing = outcomes.filter(({ got, want }) => got !== want);
  const surprises = differing.filter(({ name }) => !named.includes(name));
  expect(surprises).toEqual([]);
  const names = new Set(differing.map(({ name }) => name));
  expect(named.filter((name) => !names.has(name))).toEqual([]);
}

/** Plain data as JSON keeps it: our golden forms hold nothing else. */
export function sameData(got: unknown, want: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(got)), want);
}
