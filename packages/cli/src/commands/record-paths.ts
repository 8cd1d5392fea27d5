import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { CliContext } from '../context';
import type { RecordPaths } from '../records';

/** What Packer reads of a folder, whoever names it. */
const TEMPLATE = /\.pkr(?:vars)?\.(?:hcl|json)$/;

interface Given {
  readonly events: string | undefined;
  readonly report: string | undefined;
  /** Templates and files with values, as the command line names them. */
  readonly read: readonly string[];
}

/**
 * Where a run is recorded. Flags come before the environment; an empty one means none.
 *
 * @throws Failure when a record would take the place of what the build reads, or of the other record
 */
export function getRecordPaths(
  { ports: { environment } }: Pick<CliContext, 'ports'>,
  { events, report, read }: Given,
): RecordPaths {
  const find = (given: string | undefined, variable: string) => {
    const path = given ?? environment.variables[variable] ?? '';
    return path === '' ? undefined : resolve(environment.cwd, path);
  };
  const paths = { events: find(events, 'STRATA_EVENTS'), report: find(report, 'STRATA_REPORT') };
  const sources = new Set(read.map((path) => resolve(environment.cwd, path)));
  const problems: Diagnostic[] = Object.entries(paths).flatMap(([name, path]) =>
    path !== undefined && (sources.has(path) || TEMPLATE.test(path))
      ? [refuse(`-${name} is ${path}, which the build reads: it would be written over.`)]
      : [],
  );
  if (paths.events !== undefined && paths.events === paths.report)
    problems.push(
      refuse(`-events and -report are both ${paths.events}: one would take the place of the other.`),
    );
  if (problems.length > 0) throw new Failure(problems);
  return paths;
}

function refuse(detail: string): Diagnostic {
  return problem('CLI026', { detail, hint: 'Give it a file of its own, such as run.jsonl or run.html.' });
}
