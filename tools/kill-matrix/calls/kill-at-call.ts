import type { Ended } from '../kill-at';
import type { CallBed, CallCase } from './call-row';
import { findTouched } from './find-touched';
import type { KilledCloud, KillPoint, SeenCall } from './killed-cloud';

/** What became of one case. */
export interface CallKilled {
  /** The calls until its end. */
  readonly calls: readonly SeenCall[];
  /** Exit code, or the signal that ended it. */
  readonly end: string;
  /** What was still there after the sweep, and whatever the sweep did wrong. */
  readonly left: readonly string[];
  /** What became of things of others. */
  readonly touched: readonly string[];
}

/** A call to be killed at, of those that work makes which nobody kills. */
export interface KillOrder extends KillPoint {
  readonly whole: readonly SeenCall[];
}

/** Does the work in a cloud of its own, kills it at a call, sweeps, and looks what is left and what was touched. */
export async function killAtCall(bed: CallBed, at?: KillOrder): Promise<CallKilled> {
  await using one = await bed.openCase();
  const { cloud } = one;
  const foreign = await cloud.describe();
  cloud.forget();
  if (at) cloud.hangFrom(at, at.whole);
  const ended = await one.work(at && ((kill) => whenHanging(cloud, kill)));
  const { calls } = cloud;
  cloud.goOn();
  const made = at ? [] : [...(await cloud.describe()).keys()];
  const first = await one.sweep();
  const now = await cloud.describe();
  const second = await one.sweep();
  const left = await findLeft(
    one,
    [...now.keys()].filter((id) => !foreign.has(id) && !made.includes(id)),
  );
  const again = (at && (await one.again?.())) ?? [];
  return {
    calls,
    end: ended.end,
    left: [
      ...left,
      ...again,
      // What ends by itself was not killed, and shows nothing.
      ...(ended.end === (at ? 'SIGKILL' : '0') ? [] : [`it ended with ${ended.end}: ${ended.out.trim()}`]),
      ...tellSweep('first', first, /^(?:Removed|Nothing)/mu),
      ...tellSweep('second', second, /^Nothing/mu),
    ],
    touched: findTouched(foreign, now),
  };
}

async function findLeft(one: CallCase, ids: readonly string[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const id of ids) if (!(await one.mayStay(id))) left.push(id);
  return left;
}

/** Milliseconds between two looks at the log. */
const LOOK = 1;

function whenHanging(cloud: KilledCloud, act: () => void): () => void {
  const timer = setInterval(() => {
    if (!cloud.isHanging) return;
    clearInterval(timer);
    act();
  }, LOOK);
  return () => clearInterval(timer);
}

function tellSweep(which: string, { end, out }: Ended, expected: RegExp): readonly string[] {
  return end === '0' && expected.test(out) ? [] : [`the ${which} sweep ended with ${end}: ${out.trim()}`];
}
