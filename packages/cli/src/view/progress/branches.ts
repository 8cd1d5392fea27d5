import type { BuildEvent, StepName, WorkName } from '@strata/engine';
import type { Progress } from '@strata/sdk';
import { createRate, type Rate } from './rate';

/** A piece of work that was reported. */
export interface Work {
  readonly progress: Progress;
  readonly rate: Rate;
}

/** A build, or other work on a project, that is under way. */
export interface Branch {
  readonly name: string;
  /** When its step, or the work that is no step, began. */
  readonly since: number;
  readonly step: StepName | undefined;
  /** What its builder or a post-processor is at, outside of steps. */
  readonly work: WorkName | undefined;
  readonly works: ReadonlyMap<string, Work>;
  /** The last line of the step's output. */
  readonly lastLine: string;
}

/** What is under way, learned from events. */
export interface Branches {
  take(name: string, event: BuildEvent, now: number): void;
  /** A line of output of the branch's step. */
  note(name: string, line: string): void;
  /** In the order in which they began. */
  list(): readonly Branch[];
}

/** Knows of nothing at first. */
export function createBranches(): Branches {
  const branches = new Map<string, Branch>();
  const put = (branch: Branch) => void branches.set(branch.name, branch);

  const report = (name: string, progress: Progress, now: number) => {
    const branch = branches.get(name) ?? begin(name, {}, now);
    const works = new Map(branch.works);
    if (progress.ended) works.delete(progress.id);
    else works.set(progress.id, moveOn(works.get(progress.id), progress, now));
    if (works.size > 0 || branch.step || branch.work) put({ ...branch, works });
    else branches.delete(name);
  };

  return {
    take(name, event, now) {
      switch (event.kind) {
        case 'step-started':
          return put(begin(name, { step: event.step }, now));
        case 'work-started':
          return put(begin(name, { work: event.work }, now));
        case 'progress':
          return report(name, event, now);
        case 'step-finished':
        case 'step-failed':
        case 'work-finished':
        case 'build-finished':
          return void branches.delete(name);
      }
    },
    note(name, lastLine) {
      const branch = branches.get(name);
      if (branch) put({ ...branch, lastLine });
    },
    list: () => [...branches.values()],
  };
}

function begin(name: string, at: Partial<Pick<Branch, 'step' | 'work'>>, since: number): Branch {
  return { name, since, step: undefined, work: undefined, ...at, works: new Map(), lastLine: '' };
}

function moveOn(known: Work | undefined, progress: Progress, now: number): Work {
  const turned = known?.progress.label !== progress.label;
  const rate = known && !turned ? known.rate : createRate();
  rate.note(progress.done, now);
  return { progress, rate };
}
