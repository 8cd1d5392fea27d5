import { TransportError, WsmanFault } from './errors';
import { type CommandId, LARGEST_PIECE, type Protocol } from './protocol';

/**
 * Sends a command its input, as much in one message as fits, and its end. Stops without a word when the command takes no
 * more, or when the machine is gone: how the command ended tells the rest.
 *
 * @throws what the input throws
 */
export async function feed(
  protocol: Protocol,
  id: CommandId,
  stdin: NodeJS.ReadableStream | undefined,
  signal: AbortSignal,
): Promise<void> {
  const send = async (data: Buffer, end: boolean): Promise<boolean> => {
    try {
      await protocol.send(id, data, { end, signal });
      return true;
    } catch (error) {
      if (error instanceof WsmanFault || error instanceof TransportError) return false;
      throw error;
    }
  };
  for await (const piece of getPieces(stdin, signal)) if (!(await send(piece, false))) return;
  await send(Buffer.alloc(0), true);
}

async function* getPieces(
  stdin: NodeJS.ReadableStream | undefined,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  if (!stdin) return;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of abortable(stdin, signal)) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < LARGEST_PIECE) continue;
    const all = Buffer.concat(waiting);
    const whole = all.length - (all.length % LARGEST_PIECE);
    for (let at = 0; at < whole; at += LARGEST_PIECE) yield all.subarray(at, at + LARGEST_PIECE);
    waiting = [all.subarray(whole)];
    length = all.length - whole;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** An input that has nothing to say must not be waited for once the command is over. */
async function* abortable(stdin: NodeJS.ReadableStream, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => {
    if ('destroy' in stdin && typeof stdin.destroy === 'function') stdin.destroy();
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
