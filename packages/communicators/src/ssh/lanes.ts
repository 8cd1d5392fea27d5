import type { Readable } from 'node:stream';
import { ConnectionError } from '@strata/sdk';
import type { Client, SFTPWrapper } from 'ssh2';
import { asLostConnection, unlessAborted } from './line';
import type { Machine } from './machine';
import { call, openSftp } from './sftp-files';
import { type PieceWriter, writePieces } from './sftp-pieces';

/** Several ways to the same files of a machine, each with a window of its own. */
export interface Lanes {
  /** Writes a file that is there already; undefined, with nothing read of the content, when SFTP does not find it. */
  write(path: string, content: Readable): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A server gives each channel a window of 2 MiB, which is all that may be on the way; so many hold what a network holds. */
const LANES = 4;
/** Milliseconds for an answer from which on a window is the bottleneck: 2 MiB in that time are as much as we encrypt. */
const FAR = 10;

/** Opens several SFTP sessions when the machine is so far away that one would mostly wait; undefined when it is near. */
export async function openLanes({ line, clock }: Machine, signal: AbortSignal): Promise<Lanes | undefined> {
  const client = await line.getClient(signal).catch((error: unknown) => {
    throw asLostConnection(error);
  });
  const first = await openLane(client);
  if (!first) return undefined;
  const start = clock.now();
  await call<string>((done) => first.sftp.realpath('.', done)).catch(() => {});
  const isNear = clock.now() - start < FAR;
  const others = isNear ? [] : await Promise.all(Array.from({ length: LANES - 1 }, () => openLane(client)));
  const lanes = [first, ...others].filter((lane) => lane !== undefined);
  // A server that gives no more sessions still has to take our commands.
  if (lanes.length < LANES) await lanes.pop()?.close();
  return lanes.length > 0 ? createLanes(lanes, signal) : undefined;
}

interface Lane {
  readonly sftp: SFTPWrapper;
  close(): Promise<void>;
}

async function openLane(client: Client): Promise<Lane | undefined> {
  const sftp = await openSftp(client);
  if (!sftp) return undefined;
  // What goes wrong with a request is told by the request.
  sftp.on('error', () => {});
  const closed = new Promise<void>((resolve) => sftp.once('close', resolve));
  return {
    sftp,
    close() {
      sftp.end();
      return closed;
    },
  };
}

function createLanes(lanes: readonly Lane[], signal: AbortSignal): Lanes {
  return {
    close: async () => void (await Promise.all(lanes.map((lane) => lane.close()))),
    async write(path, content) {
      const files = await openFiles(lanes, path);
      if (files.length === 0) return undefined;
      try {
        const size = await unlessAborted(writePieces(files, content), signal);
        await Promise.all(files.map((file) => file.close()));
        return size;
      } catch (error) {
        content.destroy();
        signal.throwIfAborted();
        throw isLost(error) ? new ConnectionError('The connection to the machine was lost.') : error;
      }
    },
  };
}

interface OpenFile extends PieceWriter {
  close(): Promise<void>;
}

async function openFiles(lanes: readonly Lane[], path: string): Promise<readonly OpenFile[]> {
  const opened = await Promise.all(
    lanes.map(async ({ sftp }): Promise<OpenFile | undefined> => {
      const handle = await call<Buffer>((done) => sftp.open(path, 'r+', done)).catch(() => undefined);
      return (
        handle && {
          write: (bytes, position) =>
            call<void>((done) => sftp.write(handle, bytes, 0, bytes.length, position, done)),
          close: () => call<void>((done) => sftp.close(handle, done)),
        }
      );
    }),
  );
  return opened.filter((file) => file !== undefined);
}

/** ssh2's words for requests that a lost connection leaves without an answer. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof Error && /No response from server|Not connected|Channel is not open/.test(error.message)
  );
}
