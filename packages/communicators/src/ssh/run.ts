import { setMaxListeners } from 'node:events';
import type { Clock, OutputChunk, RemoteExit } from '@strata/sdk';
import type { ClientChannel } from 'ssh2';
import type { Channels, OpenChannel } from './channel';

/** A command as a channel takes it. */
export interface ChannelCommand {
  readonly text: string;
  /** Goes ahead of `stdin`. */
  readonly line?: string | undefined;
  readonly stdin?: NodeJS.ReadableStream | undefined;
  /** Takes standard output, at its own pace. Not ended. */
  readonly stdout?: NodeJS.WritableStream | undefined;
  readonly onOutput?: ((chunk: OutputChunk) => void) | undefined;
}

/** How long a command that was told to end may take until it is killed. */
const GRACE = 500;

/**
 * Runs a command on a channel of its own. An input that cannot be read, or an output that cannot be written, ends the
 * command and is thrown.
 */
export async function run(
  channels: Channels,
  clock: Clock,
  command: ChannelCommand,
  signal: AbortSignal,
): Promise<RemoteExit> {
  signal.throwIfAborted();
  // Many commands at a time may share one; that is no leak.
  setMaxListeners(0, signal);
  const trouble = createTrouble();
  // An input may fail while the channel is opened already.
  command.stdin?.on('error', trouble.tell);
  const cancel = () => trouble.tell(signal.reason);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const opened = await unlessTrouble(channels.open(command.text, signal), trouble, (late) =>
      endCommand(channels, late, clock),
    );
    return await attend(opened, command, trouble, () => endCommand(channels, opened, clock));
  } finally {
    signal.removeEventListener('abort', cancel);
    stopInput(command.stdin);
  }
}

/** A command that begins when nobody wants it any more is ended. */
async function unlessTrouble(
  opening: Promise<OpenChannel>,
  trouble: Trouble,
  end: (late: OpenChannel) => Promise<void>,
): Promise<OpenChannel> {
  try {
    return await Promise.race([opening, trouble.happened]);
  } catch (error) {
    opening.then(end, () => {});
    throw error;
  }
}

async function attend(
  opened: OpenChannel,
  command: ChannelCommand,
  trouble: Trouble,
  end: () => Promise<void>,
): Promise<RemoteExit> {
  const { channel, ending } = opened;
  connectOutput(channel, command, trouble.tell);
  connectInput(channel, command);
  try {
    return await Promise.race([ending, trouble.happened]);
  } catch (error) {
    await end();
    throw error;
  } finally {
    command.stdin?.unpipe(channel);
  }
}

/** Something that ends a command before its time. */
interface Trouble {
  readonly tell: (error: unknown) => void;
  readonly happened: Promise<never>;
}

function createTrouble(): Trouble {
  let tell: (error: unknown) => void = () => {};
  const happened = new Promise<never>((_, reject) => {
    tell = reject;
  });
  // Trouble after the end troubles nobody.
  happened.catch(() => {});
  return { tell: (error) => tell(error), happened };
}

function connectOutput(
  channel: ClientChannel,
  { stdout, onOutput }: ChannelCommand,
  fail: (error: unknown) => void,
): void {
  channel.stderr.on('data', (data: Buffer) => onOutput?.({ stream: 'stderr', data }));
  if (stdout && 'errored' in stdout && stdout.errored) fail(stdout.errored);
  else if (stdout) channel.pipe(stdout.on('error', fail), { end: false });
  else channel.on('data', (data: Buffer) => onOutput?.({ stream: 'stdout', data }));
}

function connectInput(channel: ClientChannel, { line, stdin }: ChannelCommand): void {
  if (line !== undefined) channel.write(line);
  if (stdin) stdin.pipe(channel);
  else channel.end();
}

/** Nobody reads the rest of an input: what produces it must not wait for ever. */
function stopInput(stdin: NodeJS.ReadableStream | undefined): void {
  if (stdin && 'destroy' in stdin && typeof stdin.destroy === 'function') stdin.destroy();
}

/** Ends what runs on the machine as far as the server lets us, and the channel in any case. */
async function endCommand(channels: Channels, opened: OpenChannel, clock: Clock): Promise<void> {
  const { channel, ending } = opened;
  channel.unpipe().resume();
  const ways = [() => void channel.signal('TERM'), () => channels.kill(opened)];
  for (const way of ways) {
    try {
      way();
    } catch {
      // The connection is gone, and the channel with it.
      break;
    }
    if (await endsSoon(ending, clock)) break;
  }
  channel.close();
  channel.destroy();
}

async function endsSoon(ending: Promise<unknown>, clock: Clock): Promise<boolean> {
  const over = new AbortController();
  const ended = ending.then(() => true);
  const late = clock.sleep(GRACE, over.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    over.abort();
  }
}
