import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvents } from '../../packages/cli/src/records/read-events';
import { workspaceRoot } from '../sources/files';
import { findLeft } from './find-left';
import type { Bed } from './row';
import { makeStand, type Stand } from './stand';

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
export type Signal = (typeof SIGNALS)[number];

/** What became of one build. */
export interface Killed {
  /** Kinds of the events that it told before its end. */
  readonly events: readonly string[];
  /** Exit code, or the signal that ended it. */
  readonly end: string;
  /** How many things the sweep removed; undefined when it failed. */
  readonly swept: number | undefined;
  /** What was still there after the sweep, and whatever the sweep did wrong. */
  readonly left: readonly string[];
}

/** Builds, sends the signal when the file holds so many events, sweeps, and looks what is left. Event 0 is never. */
export async function killAt(bed: Bed, event: number, signal: Signal): Promise<Killed> {
  using stand = makeStand(bed.template);
  bed.prepare?.(stand);
  const { end } = await buildIn(stand, (kill) => whenEvent(stand.events, event, () => kill(signal)));
  const first = await sweepIn(stand);
  const left = await findLeft(stand, bed);
  const second = await sweepIn(stand);
  return {
    events: readKinds(stand.events),
    end,
    swept: countSwept(first.out),
    left: [
      ...left,
      ...tellSweep('first', first, /^(?:Removed|Nothing)/u),
      ...tellSweep('second', second, /^Nothing/u),
    ],
  };
}

/** Builds the template of a stand. */
export function buildIn(stand: Stand, watch?: Watch): Promise<Ended> {
  const args = ['build', '-events', stand.events, '-var', `folder=${stand.folder}`, 'images/k'];
  return strata(stand, args, watch);
}

/** Removes what killed builds left. */
export function sweepIn(stand: Stand): Promise<Ended> {
  return strata(stand, ['sweep']);
}

/** Begins to watch a build that it may kill, and gives what ends that. */
type Watch = (kill: (signal: Signal) => void) => () => void;

export interface Ended {
  readonly end: string;
  readonly out: string;
}

/** Milliseconds for the last of the output of a process that is gone. */
const OUTPUT_WAIT = 1_000;

/** Runs a command line in a stand. */
export function strata(
  stand: Stand,
  args: readonly string[],
  watch: Watch = () => () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(workspaceRoot, 'packages/cli/bin/strata.js'), ...args], {
    cwd: stand.root,
    env: stand.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (out += data.toString()));
  const stop = watch((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      stop();
      const end = () => resolve({ end: signal ?? String(code), out });
      // What it started may hold its output; that it is gone itself is what counts.
      const timer = setTimeout(end, OUTPUT_WAIT);
      child.on('close', () => {
        clearTimeout(timer);
        end();
      });
    });
  });
}

/** Milliseconds between two looks: few events are as short. */
const LOOK = 1;

function whenEvent(path: string, count: number, act: () => void): () => void {
  const timer = setInterval(() => {
    if (count === 0 || readKinds(path).length < count) return;
    clearInterval(timer);
    act();
  }, LOOK);
  return () => clearInterval(timer);
}

function readKinds(path: string): readonly string[] {
  return existsSync(path) ? readEvents(readFileSync(path, 'utf8')).map(({ kind }) => kind) : [];
}

function countSwept(out: string): number | undefined {
  if (out.startsWith('Nothing')) return 0;
  const count = /^Removed (?<count>\d+) /u.exec(out)?.groups?.count;
  return count === undefined ? undefined : Number(count);
}

function tellSweep(which: string, { end, out }: Ended, expected: RegExp): readonly string[] {
  return end === '0' && expected.test(out) ? [] : [`the ${which} sweep ended with ${end}: ${out.trim()}`];
}
