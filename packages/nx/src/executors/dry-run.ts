import type { ExecutorContext } from '@nx/devkit';

/** As it is written behind a task, and as Nx hands it on. */
const spellings = ['dryRun', 'dry-run'];

/**
 * Whether any task of the run was asked for a dry run. What is written behind a task Nx hands to that task alone, and a child
 * that only says what it would do must not have its parents published.
 */
export function isDryRun({ taskGraph }: Pick<ExecutorContext, 'taskGraph'>): boolean {
  const tasks = Object.values(taskGraph?.tasks ?? {});
  return tasks.some(({ overrides }) => spellings.some((name) => Object(overrides)[name] === true));
}
