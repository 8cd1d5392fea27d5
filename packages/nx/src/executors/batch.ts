import type { TaskGraph } from '@nx/devkit';

/** A task of a batch with its options. */
export interface BatchTask<O> {
  readonly id: string;
  readonly project: string;
  readonly options: O;
}

export function getBatchTasks<O>(
  { tasks }: TaskGraph,
  options: Readonly<Record<string, O>>,
): readonly BatchTask<O>[] {
  return Object.values(tasks).map(({ id, target }) => ({
    id,
    project: target.project,
    options: options[id] as O,
  }));
}

/** Older versions of Nx give the ids alone. */
type Edge = string | { readonly id: string };

/** Which tasks each task waits for. */
export function getDependencies({ dependencies }: TaskGraph): Readonly<Record<string, readonly string[]>> {
  const edges = dependencies as Readonly<Record<string, readonly Edge[]>>;
  return Object.fromEntries(
    Object.entries(edges).map(([id, all]) => [
      id,
      all.map((edge) => (typeof edge === 'string' ? edge : edge.id)),
    ]),
  );
}
