import { ConnectionError } from '@strata/sdk';
import type { Client, ClientChannel, ExecOptions } from 'ssh2';
import { asLostConnection, type Line } from './line';

/** Opens channels for commands; waits while the server allows no more of them. */
export interface Channels {
  open(text: string, signal: AbortSignal): Promise<ClientChannel>;
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

  const openOnce = async (text: string, signal: AbortSignal): Promise<ClientChannel> => {
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

  const open = async (text: string, signal: AbortSignal, isSecondTry = false): Promise<ClientChannel> => {
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
      const channel = await open(text, signal);
      full.enter(channel);
      return channel;
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

function exec(client: Client, text: string, options: ExecOptions): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    // Throws at once when the connection is gone, which the promise makes the same.
    client.exec(text, options, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

/** Counts the open channels, so that whoever finds no room waits for one to close. */
function createTurnstile() {
  const inside = new Set<ClientChannel>();
  const waiting = new Set<() => void>();
  return {
    enter(channel: ClientChannel): void {
      inside.add(channel);
      channel.once('close', () => {
        inside.delete(channel);
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
