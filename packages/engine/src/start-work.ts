import type { WorkName } from './events';
import type { Build } from './run-build';

/** Tells that work begins; what it gives tells that it is over, and whether it went well. */
export function startWork(
  { name, run }: Pick<Build, 'name' | 'run'>,
  work: WorkName,
): (success: boolean) => void {
  const start = run.ports.clock.now();
  run.emit({ kind: 'work-started', build: name, work });
  return (success) =>
    run.emit({
      kind: 'work-finished',
      build: name,
      work,
      milliseconds: run.ports.clock.now() - start,
      success,
    });
}
