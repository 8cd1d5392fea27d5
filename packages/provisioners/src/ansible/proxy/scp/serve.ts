import type { ServerChannel } from 'ssh2';
import { ask } from '../guest-shell';
import { getReason, type Machine } from '../machine';
import { type ScpCommand, unquotePath } from './command';
import { createProtocolReader, type ProtocolReader } from './reader';
import { receive } from './receive';
import { send } from './send';

/** One copy under way. */
export interface ScpTransfer {
  readonly machine: Machine;
  readonly command: ScpCommand;
  /** In the machine. */
  readonly path: string;
  readonly reader: ProtocolReader;
  write(data: Buffer | string): Promise<void>;
}

/** Plays the other side of `scp`, which the machine need not have. */
export async function serveScp(machine: Machine, channel: ServerChannel, command: ScpCommand): Promise<void> {
  const gone = new AbortController();
  channel.once('close', () => gone.abort());
  // Who hangs up in the middle is told nothing.
  channel.on('error', () => {});
  const bound = { ...machine, signal: AbortSignal.any([machine.signal, gone.signal]) };
  try {
    const transfer: ScpTransfer = {
      machine: bound,
      command,
      path: await getPath(bound, command.path),
      reader: createProtocolReader(channel.iterator({ destroyOnReturn: false })),
      write: (data) => new Promise((resolve) => channel.write(data, () => resolve())),
    };
    await (command.direction === 'to' ? receive(transfer) : send(transfer));
    channel.exit(0);
  } catch (error) {
    if (gone.signal.aborted) return;
    channel.write(`\x02scp: ${getReason(error)}\n`);
    channel.exit(1);
  } finally {
    channel.end();
  }
}

async function getPath(machine: Machine, path: string): Promise<string> {
  const plain = unquotePath(path);
  if (plain !== undefined) return plain;
  const { ok, text } = await ask(machine, `printf %s ${path}`);
  if (!ok || text === '') throw new Error(`${path} means nothing to the machine's shell`);
  return text;
}
