import type { Choices } from '@strata/engine';
import { type BuildImageOptions, getChoices } from './options';

/** A task of Nx that builds one or more sources of a project. */
export interface BuildTask {
  readonly id: string;
  readonly project: string;
  readonly options: BuildImageOptions;
}

/** All that is built of one project: the engine takes a project once, however many tasks ask for parts of it. */
export interface Job {
  readonly project: string;
  readonly template: string;
  readonly choices: Choices;
  readonly tasks: readonly BuildTask[];
}

/** Ids of the tasks that a task waits for. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/** Tasks with those they wait for before them; what a ring holds comes last, as it came. */
export function orderTasks(tasks: readonly BuildTask[], dependencies: Dependencies): readonly BuildTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const done = new Set<BuildTask>();
  const visit = (task: BuildTask, above: ReadonlySet<BuildTask>): void => {
    if (done.has(task) || above.has(task)) return;
    for (const id of dependencies[task.id] ?? []) {
      const dependency = byId.get(id);
      if (dependency) visit(dependency, new Set([...above, task]));
    }
    done.add(task);
  };
  for (const task of tasks) visit(task, new Set());
  return [...done];
}

function makeJob(project: string, tasks: readonly BuildTask[]): Job {
  const all = tasks.map(({ options }) => getChoices(options));
  const first = all[0] as Choices;
  const isWhole = all.some(({ selection }) => selection.only.length === 0);
  const only = isWhole ? [] : [...new Set(all.flatMap(({ selection }) => selection.only))];
  return {
    project,
    template: (tasks[0] as BuildTask).options.template,
    choices: { ...first, selection: { only, except: [] } },
    tasks,
  };
}

/** One job for each project, in the order of their first tasks. */
export function getJobs(tasks: readonly BuildTask[]): readonly Job[] {
  const byProject = new Map<string, BuildTask[]>();
  for (const task of tasks) byProject.set(task.project, [...(byProject.get(task.project) ?? []), task]);
  return Array.from(byProject, ([project, own]) => makeJob(project, own));
}
