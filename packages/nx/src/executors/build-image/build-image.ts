import type { ExecutorContext } from '@nx/devkit';
import type { BuildImageOptions } from './options';
import { runTasks } from './run-tasks';

/** Executor `build-image`, for one task in a process of its own. */
export async function buildImage(
  options: BuildImageOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const task = { id: context.targetName ?? '', project: context.projectName ?? '', options };
  let success = true;
  for await (const { result } of runTasks({ tasks: [task], dependencies: {} }, context)) {
    process.stdout.write(result.terminalOutput);
    success &&= result.success;
  }
  return { success };
}
