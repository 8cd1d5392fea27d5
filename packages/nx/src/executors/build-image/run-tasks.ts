import { explainKnown, openRecords, openSession, type Session } from '@strata/cli';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { ProjectResult } from '@strata/engine';
import { createNodePorts } from '@strata/sdk/node';
import { listenForCancel } from '../cancel';
import { inOrderOfArrival } from '../in-order-of-arrival';
import { createNxWorkspace, getTaskProject, type NxPlace } from '../nx-workspace';
import type { EndedTask } from '../task-result';
import { type BuildTask, type Dependencies, getJobs, type Job, orderTasks } from './jobs';
import { chooseTasks, endLeftOut, formatLeftOut } from './leave-out';
import { type BuildOutput, createBuildOutput } from './output';
import { createProjectRecords, type ProjectRecords } from './project-records';

/** The tasks of one process. */
export interface TaskSet {
  readonly tasks: readonly BuildTask[];
  readonly dependencies: Dependencies;
}

/** How a project ended. `untold` are problems that ended it without an event. */
type Outcome = Pick<ProjectResult, 'builds'> & { readonly untold: readonly Diagnostic[] };

/** What one job needs of the run it is part of. */
interface JobContext {
  readonly session: Session;
  readonly output: BuildOutput;
  readonly place: NxPlace;
}

/** A problem that ended a project before its builds is told like those that ended one of them. */
async function buildProject({ session, place }: JobContext, job: Job): Promise<Outcome> {
  const project = getTaskProject(place, job.project, job.template);
  try {
    const { builds } = await session.projects.build(project, job.choices);
    return { builds, untold: [] };
  } catch (error) {
    const untold = explainKnown(error);
    if (untold) return { builds: [], untold };
    throw error;
  }
}

function isDone(task: BuildTask, { builds }: Outcome): boolean {
  const only = task.options.only ?? [];
  const own = builds.filter(({ id }) => only.length === 0 || only.includes(id));
  return own.length > 0 && own.every(({ outcome }) => outcome === 'built' || outcome === 'unchanged');
}

async function runJob(context: JobContext, job: Job): Promise<readonly EndedTask[]> {
  const startTime = Date.now();
  const outcome = await buildProject(context, job);
  const text = context.output.take(job.project, outcome.untold);
  const endTime = Date.now();
  return job.tasks.map((task, index) => ({
    task: task.id,
    // What was said of the project is said with the first of its tasks.
    result: { success: isDone(task, outcome), terminalOutput: index === 0 ? text : '', startTime, endTime },
  }));
}

function tryRecords(open: () => ProjectRecords): ProjectRecords | Failure {
  try {
    return open();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Nothing is built where what was asked for cannot be written down. */
function* failAll(tasks: readonly BuildTask[], text: string): Generator<EndedTask> {
  const now = Date.now();
  for (const [index, { id }] of tasks.entries()) {
    const terminalOutput = index === 0 ? text : '';
    yield { task: id, result: { success: false, terminalOutput, startTime: now, endTime: now } };
  }
}

/**
 * Builds the images of many tasks in one process. Parents are started first, so that a child takes what this run makes
 * of its parent and not what an older receipt says.
 */
export async function* runTasks(all: TaskSet, place: NxPlace): AsyncGenerator<EndedTask> {
  const { wanted, leftOut } = chooseTasks(all.tasks);
  for (const task of leftOut) {
    // Of a task that did not fail Nx shows only what was written at once.
    process.stdout.write(formatLeftOut(task));
    yield endLeftOut(task, Date.now());
  }
  yield* buildTasks({ tasks: wanted, dependencies: all.dependencies }, place);
}

async function* buildTasks({ tasks, dependencies }: TaskSet, place: NxPlace): AsyncGenerator<EndedTask> {
  const [first] = tasks;
  if (first === undefined) return;
  const { verbose = false, force = false, parallel, postProcessorsOnly } = first.options;
  const output = createBuildOutput({ root: place.root, verbose });
  const jobs = getJobs(orderTasks(tasks, dependencies));
  const ports = createNodePorts();
  const records = tryRecords(() =>
    createProjectRecords(jobs, place.root, (paths) => openRecords(ports.files, paths)),
  );
  if (records instanceof Failure) return yield* failAll(tasks, output.take('', records.diagnostics));
  try {
    await using session = await openSession({
      ports,
      workspace: createNxWorkspace(place),
      signal: listenForCancel(),
      listen: (event) => {
        output.listen(event);
        records.listen(event);
      },
      choices: { vars: [], varFiles: [], selection: { only: [], except: [] } },
      parents: 'receipt',
      force,
      parallel,
      postProcessorsOnly,
    });
    const context = { session, output, place };
    for await (const ended of inOrderOfArrival(jobs.map((job) => runJob(context, job)))) yield* ended;
  } finally {
    // The end of the session is the last event.
    output.end(await records.close());
  }
}
