import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** A command to be timed as a whole process. */
export interface Timed {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the environment of the bench; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * For runs that download nothing. Node reads further certificates at every start, whether it needs them or not: 0.09 s
 * for each process, which say something of the machine that has them and nothing of Strata.
 */
export function withoutCertificates(timed: Timed): Timed {
  return { ...timed, env: { ...timed.env, NODE_EXTRA_CA_CERTS: undefined } };
}

/** Seconds of wall time. A command that fails ends the bench: a failed run has no time. */
export async function time(timed: Timed): Promise<number> {
  const start = performance.now();
  const output: Buffer[] = [];
  const child = spawn(timed.command, timed.args, {
    cwd: timed.cwd,
    env: { ...process.env, ...timed.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stderr.on('data', (data: Buffer) => output.push(data));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return (performance.now() - start) / 1000;
  const tail = Buffer.concat(output).toString().split('\n').slice(-30).join('\n');
  throw new Error(`${timed.command} ${timed.args.join(' ')} ended with ${code}:\n${tail}`);
}

/**
 * Runs each piece of work in turn, round after round, so that a machine that slows down slows all of them; every other
 * round the other way, since each finds what the one before it left in the caches.
 */
export async function takeTurns<const T extends Readonly<Record<string, () => Promise<number>>>>(
  rounds: number,
  work: T,
): Promise<{ readonly [K in keyof T]: readonly number[] }> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(work);
    for (const [name, run] of round % 2 === 0 ? order : order.toReversed()) {
      const list = times[name] ?? [];
      times[name] = list;
      list.push(await run());
    }
  }
  return times as { readonly [K in keyof T]: readonly number[] };
}

export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
