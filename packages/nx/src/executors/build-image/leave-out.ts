import type { EndedTask } from '../task-result';
import type { BuildTask } from './jobs';

/** Tasks by whether their cloud was chosen, in the order in which they came. */
export interface Chosen {
  readonly wanted: readonly BuildTask[];
  readonly leftOut: readonly BuildTask[];
}

/** Leaves out what is built in a cloud that nobody chose: machines there cost money. */
export function chooseTasks(tasks: readonly BuildTask[]): Chosen {
  const isWanted = ({ options: { needs, clouds = [] } }: BuildTask) =>
    needs === undefined || clouds.includes(needs);
  return { wanted: tasks.filter(isWanted), leftOut: tasks.filter((task) => !isWanted(task)) };
}

/** Says what was left out and how it is built, a line each. */
export function formatLeftOut({ id, options: { needs, only = [] } }: BuildTask): string {
  return `${only.join(', ') || id} was left out, since it is built in a cloud: nx run ${id} -c ${needs} builds it.\n`;
}

/** What was not asked for has not failed. */
export function endLeftOut({ id }: BuildTask, now: number): EndedTask {
  return { task: id, result: { success: true, terminalOutput: '', startTime: now, endTime: now } };
}
