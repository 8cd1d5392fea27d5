import { resolve } from 'node:path';
import { formatJunit, type TestReport } from '@strata/image-tests';
import type { CliContext } from '../../context';
import { createSourceLookup } from '../../view/sources';
import { joinReports } from '../join-reports';
import { formatTestPage } from './test-page';
import { makeTestRun, type TestedPlace } from './test-run';

/** How tests ended in one place. */
export interface EndedPlace {
  readonly place: TestedPlace;
  readonly report: TestReport;
}

/** How the tests of an image ended, wherever they ran. */
export interface TestedRun {
  /** Of the image. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly reports: readonly EndedPlace[];
  /** Hides secrets. */
  readonly mask: (text: string) => string;
}

/** Where results are wanted beside the terminal, as the flags name it. */
export interface ResultFiles {
  readonly junit: string | undefined;
  readonly report: string | undefined;
  readonly json: boolean;
}

/** Writes the results for programs and browsers. Of a run in which nothing could be asked there are none. */
export async function writeResults(
  { out, ports }: CliContext,
  { name, startedAt, reports, mask }: TestedRun,
  { junit, report, json }: ResultFiles,
): Promise<void> {
  if (reports.length === 0) return;
  const { cwd } = ports.environment;
  const write = (path: string, text: string) => ports.files.write(resolve(cwd, path), text);
  if (junit !== undefined) {
    const joined = joinReports(reports.map((each) => each.report));
    await write(junit, formatJunit(joined, { name, startedAt, mask }));
  }
  if (report === undefined && !json) return;
  const run = makeTestRun({ image: name, startedAt, reports, sources: createSourceLookup(cwd), mask });
  if (report !== undefined) await write(report, formatTestPage(run));
  if (json) out.write(`${JSON.stringify(run, undefined, 2)}\n`);
}
