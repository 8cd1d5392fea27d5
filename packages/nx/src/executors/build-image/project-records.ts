import { join, resolve } from 'node:path';
import type { RecordPaths, Records } from '@strata/cli';
import type { Diagnostic } from '@strata/diagnostics';
import type { BuildEvent } from '@strata/engine';
import type { Job } from './jobs';

/** What is written down of a run of several projects: for each what it asks for. */
export interface ProjectRecords {
  listen(event: BuildEvent): void;
  /** Once the run is over. Gives warnings. */
  close(): Promise<readonly Diagnostic[]>;
}

/** How a project's records are opened; its modules are loaded with the first. */
export type Open = (paths: RecordPaths) => Records;

/**
 * Follows the jobs of a run. Each project has files of its own; beginning and end of the run are in all of them. Without
 * options there is a page in Strata's folder, outside every project, so that no cache and no digest sees it, and only when
 * there was something to do: a run that finds all as it is takes no time for it.
 */
export function createProjectRecords(
  jobs: readonly Pick<Job, 'project' | 'tasks'>[],
  root: string,
  open: Open,
): ProjectRecords {
  const recorders = new Map(jobs.map((job) => [job.project, createRecorder(getPaths(job, root), open)]));
  return {
    listen(event) {
      if ('build' in event) recorders.get(event.build.project)?.listen(event);
      else for (const recorder of recorders.values()) recorder.listen(event);
    },
    close: async () => (await Promise.all([...recorders.values()].map((each) => each.close()))).flat(),
  };
}

interface Wanted {
  readonly paths: RecordPaths;
  /** Somebody asked for it, so that it is written whatever happens. */
  readonly always: boolean;
}

function getPaths({ project, tasks }: Pick<Job, 'project' | 'tasks'>, root: string): Wanted {
  const { events, report } = tasks[0]?.options ?? {};
  const byDefault = join('.strata', 'reports', `${encodeURIComponent(project)}.html`);
  const find = (path: string | undefined) => (path ? resolve(root, path) : undefined);
  return {
    paths: { events: find(events), report: find(report ?? byDefault) },
    always: Boolean(events) || Boolean(report),
  };
}

/** Events that say that there was something to do. */
const WORK: ReadonlySet<BuildEvent['kind']> = new Set(['step-started', 'work-started', 'diagnostic']);

/** Keeps events until there is a reason to write any. */
function createRecorder({ paths, always }: Wanted, open: Open): ProjectRecords {
  const isWanted = paths.events !== undefined || paths.report !== undefined;
  let kept: BuildEvent[] = [];
  let records = always ? open(paths) : undefined;
  return {
    listen(event) {
      if (!isWanted) return;
      if (records) return records.listen(event);
      kept.push(event);
      if (!WORK.has(event.kind)) return;
      records = open(paths);
      for (const each of kept) records.listen(each);
      kept = [];
    },
    close: async () => (records ? records.close() : []),
  };
}
