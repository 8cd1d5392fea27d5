import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Processes that carry a mark in their arguments or environment, or see a mount that does; as text for people. */
export function findMarked(mark: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ', 'mountinfo'].some((file) => read(pid, file).includes(mark)))
    .map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

/** Waits, for as long as a dying process may take, until nothing marked is left; gives what is. */
export async function waitForNoneMarked(mark: string): Promise<readonly string[]> {
  // A process that the kernel has writing to a busy disk ends when that is done.
  for (let attempt = 0; attempt < 1200 && findMarked(mark).length > 0; attempt++) await sleep(50);
  return findMarked(mark);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // Gone in the meantime, or another user's.
    return '';
  }
}
