import { randomUUID } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Diagnostic } from '@strata/diagnostics';
import { type Machine, mustRun } from './machine';
import { appendScript, discardScript, echoScript, PACKED, PIECE, PIECES, unpackScript } from './scripts';

export interface Sending {
  readonly signal: AbortSignal;
  readonly explain: (reason: string) => Diagnostic;
}

/** Sends streams of files, by the input of one process, or in pieces where a machine gives processes no such input. */
export type SendFrames = (frames: AsyncIterable<Buffer>, sending: Sending) => Promise<void>;

export function createSendFrames(machine: Machine): SendFrames {
  const takesInput = createInputTest(machine);
  return async (frames, sending) => {
    // Asked first: what is sent may come but once.
    const send = (await takesInput(sending.signal)) ? sendAsInput : sendInPieces;
    const packed = createGzip();
    // What goes wrong here is told by the stream that is sent.
    pipeline(Readable.from(frames, { objectMode: false }), packed, () => {});
    await send(machine, packed, sending);
  };
}

/** Every byte there is, so that a machine that takes some for line ends is found out. */
const sample = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** Asked once for each machine. */
function createInputTest(machine: Machine): (signal: AbortSignal) => Promise<boolean> {
  let answer: boolean | undefined;
  return async (signal) => {
    if (answer !== undefined) return answer;
    const { out } = await machine.ask({ script: echoScript, stdin: Readable.from([sample]) }, signal);
    answer = Buffer.from(out, 'base64').equals(sample);
    return answer;
  };
}

async function sendAsInput(machine: Machine, stdin: Readable, sending: Sending): Promise<void> {
  await mustRun(machine, { script: unpackScript, stdin }, sending);
}

/** Characters of one variable; Windows allows 32767. */
const PIECE_LENGTH = 30_000;
const PIECE_BYTES = (PIECE_LENGTH / 4) * 3;

/**
 * As Packer does it, only that pieces stand in the environment of a shell and not in a command line, which everybody on
 * the machine can read: a file may hold secrets.
 */
async function sendInPieces(machine: Machine, packed: Readable, sending: Sending): Promise<void> {
  const name = { [PACKED]: `strata-${randomUUID()}.gz` };
  try {
    for await (const piece of inPiecesOf(packed, PIECE_BYTES * PIECES)) {
      const environment = { ...name, ...toVariables(piece) };
      await mustRun(machine, { script: appendScript, environment }, sending);
    }
  } catch (error) {
    await machine.ask({ script: discardScript, environment: name }, sending.signal).catch(() => {});
    throw error;
  }
  await mustRun(machine, { script: unpackScript, environment: name }, sending);
}

function toVariables(piece: Buffer): Readonly<Record<string, string>> {
  const starts = Array.from(
    { length: Math.ceil(piece.length / PIECE_BYTES) },
    (_, index) => index * PIECE_BYTES,
  );
  return Object.fromEntries(
    starts.map((at, index) => [`${PIECE}${index}`, piece.subarray(at, at + PIECE_BYTES).toString('base64')]),
  );
}

async function* inPiecesOf(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = Buffer.concat([waiting, chunk]);
    for (; waiting.length >= size; waiting = waiting.subarray(size)) yield waiting.subarray(0, size);
  }
  if (waiting.length > 0) yield waiting;
}
