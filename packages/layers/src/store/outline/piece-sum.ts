import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** Small enough to stay in a processor's cache until it was summed up and used. */
const pieceSize = 2 ** 20;
/** So many may be filled before the first of them was summed up. */
const mostPieces = 4;
/** Of what takes less time to sum up than a thread takes to start. */
const smallSize = 64 * 2 ** 20;

/** Memory for the pieces of a stream, whose SHA-256 is made of them. */
export interface PieceSum extends AsyncDisposable {
  /** The next piece to be filled, which may be one that was used before. */
  take(): Promise<Buffer>;
  /** What the piece was filled with, from its start. It may be read until the next is taken. */
  add(bytes: Buffer): void;
  /** The digest of everything, as hexadecimal digits. */
  end(): Promise<string>;
}

/** @param size how many bytes there will be: many are summed up by a thread, while what uses them goes on */
export function startPieceSum(size: number): PieceSum {
  return size < smallSize ? sumHere() : sumElsewhere();
}

function sumHere(): PieceSum {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceSize);
  return {
    take: async () => piece,
    add: (bytes) => void hash.update(bytes),
    end: async () => hash.digest('hex'),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** In text, since the sources and the packages made of them would have files of different kinds for it. */
const program = `
const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
const hash = createHash('sha256');
parentPort.on('message', (bytes) => {
  if (bytes === undefined) parentPort.postMessage(hash.digest('hex'));
  else parentPort.postMessage(hash.update(bytes) && 'added');
});
`;

function sumElsewhere(): PieceSum {
  const worker = new Worker(program, { eval: true, execArgv: [], env: {} });
  const answers = listen(worker);
  const pieces: Buffer[] = [];
  let added = 0;
  let waiting = 0;
  return {
    take: async () => {
      // Answers come in the order of what was asked, so the one waited for is about the oldest piece.
      if (waiting === mostPieces) {
        await answers.next();
        waiting--;
      }
      const at = added % mostPieces;
      pieces[at] ??= Buffer.from(new SharedArrayBuffer(pieceSize));
      return pieces[at];
    },
    add: (bytes) => {
      worker.postMessage(bytes);
      added++;
      waiting++;
    },
    end: async () => {
      worker.postMessage(undefined);
      for (; waiting > 0; waiting--) await answers.next();
      return answers.next();
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

interface Answers {
  /** Fails when the thread did. */
  next(): Promise<string>;
}

function listen(worker: Worker): Answers {
  const come: string[] = [];
  let failure: unknown;
  let wake = (): void => undefined;
  worker.on('message', (answer: string) => {
    come.push(answer);
    wake();
  });
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that sums up has ended')));
  const next = async (): Promise<string> => {
    for (;;) {
      const answer = come.shift();
      if (answer !== undefined) return answer;
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { next };
}
