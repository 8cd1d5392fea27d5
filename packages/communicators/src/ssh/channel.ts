import { ConnectionError, type RemoteExit } from '@strata/sdk';
import type { Client, ClientChannel, ExecOptions } from 'ssh2';
import { asLostConnection, type Line } from './line';

/** A command that runs. */
export interface OpenChannel {
  readonly channel: ClientChannel;
  readonly ending: Promise<RemoteExit>;
}

/** Opens channels for commands; waits while the server allows no more of them. */
export interface Channels {
  open(text: string, signal: AbortSignal): Promise<OpenChannel>;
}

export interface ChannelOptions {
  readonly pty: boolean;
  readonly forwardAgent: boolean;
}

/** Packer's terminal. */
const terminal = { term: 'xterm', rows: 40, cols: 80 };

export function createChannels(line: Line, options: ChannelOptions): Channels {
  let { forwardAgent } = options;
  const full = createTurnstile();

  const openOnce = async (text: string, signal: AbortSignal): Promise<OpenChannel> => {
    const client = await line.getClient(signal).catch((error: unknown) => {
      throw asLostConnection(error);
    });
    const wishes: ExecOptions & { agentForward: boolean } = {
      ...(options.pty && { pty: terminal }),
      agentForward: forwardAgent,
    };
    try {
      return await exec(client, text, wishes);
    } catch (error) {
      throw new RefusedChannel(client, error instanceof Error ? error.message : String(error));
    }
  };

  const open = async (text: string, signal: AbortSignal, isSecondTry = false): Promise<OpenChannel> => {
    try {
      return await openOnce(text, signal);
    } catch (error) {
      if (!(error instanceof RefusedChannel)) throw error;
      if (forwardAgent && /agent forwarding/.test(error.message)) {
        // The server forbids it: commands run without, as with OpenSSH's client.
        forwardAgent = false;
        return open(text, signal, isSecondTry);
      }
      const isAlive = /open failure|open failed/i.test(error.message);
      if (isAlive && (await full.waitForOther(signal))) return open(text, signal, isSecondTry);
      if (isSecondTry) throw new ConnectionError(`The machine takes no command: ${error.message}.`);
      line.drop(error.client);
      return open(text, signal, true);
    }
  };

  return {
    async open(text, signal) {
      const opened = await open(text, signal);
      full.enter(opened);
      return opened;
    },
  };
}

class RefusedChannel extends Error {
  constructor(
    readonly client: Client,
    message: string,
  ) {
    super(message);
  }
}

function exec(client: Client, text: string, options: ExecOptions): Promise<OpenChannel> {
  return new Promise((resolve, reject) => {
    // Throws at once when the connection is gone, which the promise makes the same.
    client.exec(text, options, (error, channel) => {
      if (error) reject(error);
      // At once: a quick command's end comes in the same packet as its beginning, and is told once.
      else resolve({ channel, ending: collectExit(channel) });
    });
  });
}

/** A channel that closes without saying how the command ended was cut off. */
function collectExit(channel: ClientChannel): Promise<RemoteExit> {
  let exit: RemoteExit = { kind: 'disconnected' };
  return new Promise((resolve) => {
    channel.on('error', () => {});
    channel.on('exit', (code: number | null, name?: string) => {
      exit = code === null ? { kind: 'signalled', signal: toSignal(name) } : { kind: 'exited', code };
    });
    channel.once('close', () => resolve(exit));
  });
}

/** On the wire signals go without their `SIG`, which ssh2 puts back for some. */
function toSignal(name = 'UNKNOWN'): string {
  return name.startsWith('SIG') ? name : `SIG${name}`;
}

/** Counts the open channels, so that whoever finds no room waits for one to close. */
function createTurnstile() {
  const inside = new Set<OpenChannel>();
  const waiting = new Set<() => void>();
  return {
    enter(opened: OpenChannel): void {
      inside.add(opened);
      opened.ending.then(() => {
        inside.delete(opened);
        for (const wake of [...waiting]) wake();
      });
    },
    /** False when nobody else is inside, so that there is nothing to wait for. */
    async waitForOther(signal: AbortSignal): Promise<boolean> {
      if (inside.size === 0) return false;
      await new Promise<void>((resolve, reject) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', cancel);
          resolve();
        };
        const cancel = () => {
          waiting.delete(wake);
          reject(signal.reason);
        };
        waiting.add(wake);
        signal.addEventListener('abort', cancel, { once: true });
      });
      return true;
    },
  };
}
