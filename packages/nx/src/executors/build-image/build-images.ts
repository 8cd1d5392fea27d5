import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { getBatchTasks, getDependencies } from '../batch';
import type { EndedTask } from '../task-result';
import type { BuildImageOptions } from './options';
import { runTasks } from './run-tasks';

/** A task whose parent failed was never tried. */
function markSkipped(
  ended: EndedTask,
  failed: ReadonlySet<string>,
  waitsFor: readonly string[] = [],
): EndedTask {
  if (ended.result.success || !waitsFor.some((id) => failed.has(id))) return ended;
  return { ...ended, result: { ...ended.result, status: 'skipped', terminalOutput: '' } };
}

/** Executor `build-image`, for all the tasks that Nx has at a time: one process, one look at the store. */
export async function* buildImages(
  graph: TaskGraph,
  options: Record<string, BuildImageOptions>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<EndedTask> {
  const dependencies = getDependencies(graph);
  const failed = new Set<string>();
  for await (const ended of runTasks({ tasks: getBatchTasks(graph, options), dependencies }, context)) {
    if (!ended.result.success) failed.add(ended.task);
    yield markSkipped(ended, failed, dependencies[ended.task]);
  }
}
