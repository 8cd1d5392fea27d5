import { quoteWord } from '@strata/sdk';
import type { Machine } from './machine';

/** What a short command of our own printed, and whether it ended well. */
export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

/** Asks the machine something by a command that every POSIX shell knows. */
export async function ask({ communicator, signal }: Machine, command: string): Promise<Answer> {
  const output: Buffer[] = [];
  const exit = await communicator.exec({ command, onOutput: ({ data }) => void output.push(data) }, signal);
  return { ok: exit.kind === 'exited' && exit.code === 0, text: Buffer.concat(output).toString() };
}

/** What a name in the machine stands for. */
export interface GuestFile {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly size: number;
}

/** Looks at a file; undefined when nothing is there. `ls` is the only program for this that POSIX has. */
export async function look(machine: Machine, path: string, follow: boolean): Promise<GuestFile | undefined> {
  const { ok, text } = await ask(
    machine,
    `LC_ALL=C ls -ldn${follow ? 'L' : ''} ${quotePath(path)} 2>/dev/null`,
  );
  return ok ? parseLine(text) : undefined;
}

/** A name that begins with a dash is no option. */
export function quotePath(path: string): string {
  return quoteWord(path.startsWith('-') ? `./${path}` : path);
}

const KINDS: Readonly<Record<string, GuestFile['kind']>> = { '-': 'file', d: 'directory', l: 'symlink' };

/** `-rwsr-xr-x 1 0 0 123 Jan 1 00:00 name`, which POSIX fixes up to the size. */
export function parseLine(line: string): GuestFile | undefined {
  const found = /^(.)([-rwxsStT]{9})\S*\s+\d+\s+\S+\s+\S+\s+(\d+)?/.exec(line);
  if (!found) return undefined;
  const [, kind = '', bits = '', size = '0'] = found;
  return { kind: KINDS[kind] ?? 'other', mode: getMode(bits), size: Number(size) };
}

/** Bits above the nine: of user, group and others. */
const SPECIAL = [0o4000, 0o2000, 0o1000];

function getMode(bits: string): number {
  return [...bits].reduce((mode, letter, index) => {
    const bit = 0o400 >> index;
    const special = /[sStT]/.test(letter) ? (SPECIAL[Math.floor(index / 3)] ?? 0) : 0;
    return mode | special | (letter === '-' || letter === 'S' || letter === 'T' ? 0 : bit);
  }, 0);
}
