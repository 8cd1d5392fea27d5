import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Timed } from './measure';

/** What a run of a program took. */
export interface Observed {
  /** Wall time. */
  readonly seconds: number;
  /** Seconds of processor time, of the program and of what it started here. */
  readonly processor: number;
  /** The most memory that the program itself had at a time, in MiB. */
  readonly memory: number;
}

/** Milliseconds. The kernel keeps the most that there was, so nothing is missed but what the last moments add. */
export const BETWEEN_LOOKS = 50;

/** A shell alone tells of the processor time of what has ended; it does so on a descriptor of its own. */
const TIMING = 'TIMEFORMAT="%U %S"; { time "$0" "$@" 2>&4; } 4>&2 2>&3';

/** Runs a command to its end. One that fails ends the bench: a failed run has no figures. */
export async function observe({ command, args, cwd, env }: Timed): Promise<Observed> {
  const start = performance.now();
  const shell = spawn('bash', ['-c', TIMING, command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const times: Buffer[] = [];
  shell.stdout?.on('data', (data: Buffer) => output.push(data));
  shell.stderr?.on('data', (data: Buffer) => output.push(data));
  shell.stdio[3]?.on('data', (data: Buffer) => times.push(data));
  let memory = 0;
  const looking = setInterval(() => {
    memory = Math.max(memory, readChildMemory(shell.pid));
  }, BETWEEN_LOOKS);
  const code = await new Promise<number | null>((resolve, reject) => {
    shell.on('error', reject);
    shell.on('close', resolve);
  });
  clearInterval(looking);
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(output)}`);
  const processor = Buffer.concat(times).toString().trim().split(' ').map(Number);
  return { seconds, processor: processor.reduce((total, each) => total + each, 0), memory };
}

/** The most that the child of a shell has had so far, in MiB; 0 when it is not there. */
function readChildMemory(shell: number | undefined): number {
  try {
    const [child] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ');
    return readMemory(Number(child));
  } catch {
    return 0;
  }
}

/** The most that a process has had so far, in MiB; 0 when it is not there. */
export function readMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/mu.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
