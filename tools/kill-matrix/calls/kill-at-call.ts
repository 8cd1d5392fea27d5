import { type OpenedFake, openFake } from '../../../packages/target-aws/src/testing/open-fake';
import type { LoggedCall } from '../../fakes/aws';
import type { Ended } from '../kill-at';
import type { CallBed } from './call-row';
import { describeThings, findTouched } from './foreign-things';

/** When a process is killed: its call was not carried out yet, or it was, and nobody has answered. */
export const MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Which call it is killed at. */
export interface KillPoint {
  /** From 0. */
  readonly call: number;
  readonly moment: Moment;
}

/** What became of one case. */
export interface CallKilled {
  /** The calls until its end. */
  readonly calls: readonly LoggedCall[];
  /** Exit code, or the signal that ended it. */
  readonly end: string;
  /** What was still there after the sweep, and whatever the sweep did wrong. */
  readonly left: readonly string[];
  /** What became of things of others. */
  readonly touched: readonly string[];
}

/** Does the work in a cloud of its own, kills it at a call, sweeps, and looks what is left and what was touched. */
export async function killAtCall(bed: CallBed, at?: KillPoint): Promise<CallKilled> {
  await using cloud = await openFake();
  await using one = await bed.openCase(cloud);
  const foreign = describeThings(cloud);
  const { fake } = cloud;
  fake.log.clear();
  if (at) fake.faults.add({ action: '*', skip: at.call, times: Number.MAX_SAFE_INTEGER, hang: at.moment });
  const ended = await one.work(at && ((kill) => whenHanging(cloud, kill)));
  const { calls } = fake.log;
  fake.faults.clear();
  const made = at ? [] : [...describeThings(cloud).keys()];
  const first = await one.sweep();
  const now = describeThings(cloud);
  const second = await one.sweep();
  const isLeft = (id: string) => !foreign.has(id) && !made.includes(id) && !one.mayStay(id);
  const again = (at && (await one.again?.())) ?? [];
  return {
    calls,
    end: ended.end,
    left: [
      ...[...now.keys()].filter(isLeft),
      ...again,
      ...(at || ended.end === '0' ? [] : [ended.out]),
      ...tellSweep('first', first, /^(?:Removed|Nothing)/mu),
      ...tellSweep('second', second, /^Nothing/mu),
    ],
    touched: findTouched(foreign, now),
  };
}

/** Milliseconds between two looks at the log. */
const LOOK = 1;

function whenHanging({ fake }: OpenedFake, act: () => void): () => void {
  const timer = setInterval(() => {
    if (!fake.log.calls.some(({ error }) => error === 'hang')) return;
    clearInterval(timer);
    act();
  }, LOOK);
  return () => clearInterval(timer);
}

function tellSweep(which: string, { end, out }: Ended, expected: RegExp): readonly string[] {
  return end === '0' && expected.test(out) ? [] : [`the ${which} sweep ended with ${end}: ${out.trim()}`];
}
