import { ConnectionError, type RemoteExit } from '@strata/sdk';
import type { Client, ClientChannel, ExecOptions } from 'ssh2';
import { asLostConnection, type Line } from './line';
import { inShell } from './machine';
import type { Place, Room } from './room';

/** A command that runs. */
export interface OpenChannel {
  readonly client: Client;
  readonly channel: ClientChannel;
  readonly ending: Promise<RemoteExit>;
}

/** Opens channels for commands; waits while the server allows no more of them. */
export interface Channels {
  open(text: string, signal: AbortSignal): Promise<OpenChannel>;
  /** Kills a command, if it is the only one of the connection: nothing else tells which is which. */
  kill(opened: OpenChannel): void;
}

export interface ChannelOptions {
  readonly pty: boolean;
  readonly forwardAgent: boolean;
}

/** Packer's terminal. */
const terminal = { term: 'xterm', rows: 40, cols: 80 };

/** How often a server is asked again that allows no command although none is running. */
const MOST_REFUSALS = 3;

export function createChannels(line: Line, room: Room, options: ChannelOptions): Channels {
  let { forwardAgent } = options;

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

  /** Makes room for another try after a refusal, or throws. */
  const createPersistence = () => {
    let refusals = 0;
    let isSecondConnection = false;
    return async (error: RefusedChannel, place: Place, signal: AbortSignal): Promise<Place> => {
      if (forwardAgent && /agent forwarding/.test(error.message)) {
        // The server forbids it: commands run without, as with OpenSSH's client.
        forwardAgent = false;
      } else if (isFull(error)) {
        // As many as it allows (MaxSessions) run.
        if (place.turnedAway() && ++refusals >= MOST_REFUSALS) throw giveUp(error);
        return room.enter(signal);
      } else {
        if (isSecondConnection) throw giveUp(error);
        isSecondConnection = true;
        line.drop(error.client);
      }
      return place;
    };
  };

  return {
    async open(text, signal) {
      let place = await room.enter(signal);
      const persist = createPersistence();
      for (;;) {
        try {
          const opened = await openOnce(text, signal);
          opened.ending.then(() => place.leave());
          return opened;
        } catch (error) {
          try {
            if (!(error instanceof RefusedChannel)) throw error;
            place = await persist(error, place, signal);
          } catch (final) {
            place.leave();
            throw final;
          }
        }
      }
    },
    kill({ client }) {
      if (room.size() !== 1) return;
      exec(client, inShell(killSiblings), {}).then(
        ({ channel }) => channel.resume(),
        () => {},
      );
    },
  };
}

/** A connection's commands are children of one process of the server; each leads a group. */
const killSiblings = [
  'for file in /proc/[0-9]*/stat; do',
  '  { IFS= read -r line <"$file"; } 2>/dev/null || continue',
  '  pid=${line%% *}',
  '  set -- ${line##*) }',
  '  if [ "$2" = "$PPID" ] && [ "$pid" != $$ ] && [ "$3" = "$pid" ]; then kill -KILL -"$pid"; fi',
  'done',
].join('\n');

function isFull({ message }: RefusedChannel): boolean {
  return /open failure|open failed/i.test(message);
}

function giveUp({ message }: RefusedChannel): ConnectionError {
  return new ConnectionError(`The machine takes no command: ${message}.`);
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
      else resolve({ client, channel, ending: collectExit(channel) });
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
