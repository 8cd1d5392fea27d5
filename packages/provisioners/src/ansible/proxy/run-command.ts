import { PassThrough } from 'node:stream';
import type { RemoteExit } from '@strata/sdk';
import type { ServerChannel } from 'ssh2';
import { getReason, type Machine } from './machine';

/** ssh's own code for a line that is no more: Ansible calls the machine unreachable then. */
const UNREACHABLE = 255;

/** Runs a command of the client in the machine. Whoever hangs up ends it. */
export async function runCommand(machine: Machine, channel: ServerChannel, command: string): Promise<void> {
  const gone = new AbortController();
  channel.once('close', () => gone.abort());
  // Who hangs up in the middle is told nothing.
  channel.on('error', () => {});
  // The communicator may destroy its input when the command is over; the channel still has to say how it ended.
  const stdin = channel.pipe(new PassThrough());
  stdin.on('error', () => {});
  try {
    const exit = await machine.communicator.exec(
      {
        command,
        stdin,
        onOutput: ({ stream, data }) => void (stream === 'stderr' ? channel.stderr : channel).write(data),
      },
      AbortSignal.any([machine.signal, gone.signal]),
    );
    tellEnd(channel, exit);
  } catch (error) {
    if (gone.signal.aborted) return;
    channel.stderr.write(`${getReason(error)}\n`);
    channel.exit(UNREACHABLE);
  } finally {
    channel.unpipe(stdin);
    channel.end();
  }
}

function tellEnd(channel: ServerChannel, exit: RemoteExit): void {
  if (exit.kind === 'exited') channel.exit(exit.code);
  else if (exit.kind === 'signalled') channel.exit(exit.signal.replace(/^SIG/, ''));
  else {
    channel.stderr.write('The connection to the machine went away.\n');
    channel.exit(UNREACHABLE);
  }
}
