import { ask } from '../guest-shell';
import type { Machine } from '../machine';
import { status } from './packets';

/** What cannot be done, with SFTP's number for why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function getNotFound(path: string): Refusal {
  return new Refusal(status.NO_SUCH_FILE, `${path}: No such file or directory`);
}

/** Runs a short command of our own in the machine. What it printed is why it failed. */
export async function mustRun(machine: Machine, command: string): Promise<void> {
  const { ok, text } = await ask(machine, `${command} 2>&1`);
  if (!ok) throw new Refusal(status.FAILURE, text);
}
