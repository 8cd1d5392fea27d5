import { once } from 'node:events';
import type { Socket } from 'node:net';
import { RfbProblem } from './problem';

/** So many bytes, waited for. @throws RfbProblem when the server hangs up first */
export async function readBytes(socket: Socket, length: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(length);
    if (bytes?.length === length) return bytes;
    if (socket.errored) throw socket.errored;
    // An end is told as `readable` too; what is left then is less than was asked for.
    if (socket.readableEnded || socket.destroyed || bytes !== null)
      throw new RfbProblem('hung up during the greeting');
    await once(socket, 'readable', { signal });
  }
}

export async function readNumber(socket: Socket, signal: AbortSignal): Promise<number> {
  return (await readBytes(socket, 4, signal)).readUInt32BE();
}
