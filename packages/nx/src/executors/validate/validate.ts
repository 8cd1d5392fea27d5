import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { formatProblems, openSession, type Session, validateProject } from '@strata/cli';
import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { createNodePorts } from '@strata/sdk/node';
import { type BatchTask, getBatchTasks } from '../batch';
import { getChoices } from '../build-image/options';
import { listenForCancel } from '../cancel';
import { createNxWorkspace, getTaskProject, type NxPlace } from '../nx-workspace';
import type { EndedTask } from '../task-result';
import type { TemplateOptions } from '../template-options';
import { createTerminal } from '../terminal';

type ValidateTask = BatchTask<TemplateOptions>;

function openValidation(place: NxPlace): Promise<Session> {
  return openSession({
    ports: createNodePorts(),
    workspace: createNxWorkspace(place),
    signal: listenForCancel(),
    listen: () => undefined,
    choices: getChoices({ template: '' }),
    parents: 'receipt',
  });
}

async function validateTask(
  session: Session,
  place: NxPlace,
  task: ValidateTask,
): Promise<readonly Diagnostic[]> {
  const project = getTaskProject(place, task.project, task.options.template);
  try {
    return await validateProject(session.run, project, getChoices(task.options));
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
}

/** Checks many templates one after the other: each takes milliseconds, and only the first loads the parser. */
async function* runTasks(tasks: readonly ValidateTask[], place: NxPlace): AsyncGenerator<EndedTask> {
  await using session = await openValidation(place);
  const { color, width } = createTerminal(process.stdout);
  const style = { color, width, cwd: place.root };
  for (const task of tasks) {
    const startTime = Date.now();
    const diagnostics = await validateTask(session, place, task);
    const success = !hasErrors(diagnostics);
    const terminalOutput = formatProblems(diagnostics, style) + (success ? 'The template is valid.\n' : '');
    yield { task: task.id, result: { success, terminalOutput, startTime, endTime: Date.now() } };
  }
}

/** Executor `validate`, for one task. */
export async function validateImage(
  options: TemplateOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const task = { id: context.targetName ?? '', project: context.projectName ?? '', options };
  let success = true;
  for await (const { result } of runTasks([task], context)) {
    process.stdout.write(result.terminalOutput);
    success &&= result.success;
  }
  return { success };
}

/** Executor `validate`, for all the tasks that Nx has at a time. */
export async function* validateImages(
  graph: TaskGraph,
  options: Record<string, TemplateOptions>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<EndedTask> {
  yield* runTasks(getBatchTasks(graph, options), context);
}
