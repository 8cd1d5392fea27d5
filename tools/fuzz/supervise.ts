import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from './check';
import { type Order, progress, type Report, tick } from './messages';

/** Longest that one input may take; the issue of hostile sources is one second, on a machine that does nothing else. */
const longestMilliseconds = 10_000;
const lookEvery = 250;
/** Reading the corpus and compiling the sources. */
const startMilliseconds = 120_000;

export interface Found {
  readonly index: number;
  readonly finding: Finding;
}

/** How a worker ended: with its work done, or stuck at an input. */
export interface Outcome {
  readonly found: readonly Found[];
  readonly counts: Readonly<Record<string, number>>;
  readonly stuckAt: number | undefined;
}

/** Runs one worker until it is done or until one input takes too long; calls back with how far it has come. */
export function supervise(order: Order, onProgress: (index: number) => void = () => {}): Promise<Outcome> {
  const memory = new SharedArrayBuffer(progress.length * Int32Array.BYTES_PER_ELEMENT);
  const shared = new Int32Array(memory).fill(-1);
  const worker = new Worker(join(__dirname, 'worker.js'), { workerData: { order, memory } });
  const found: Found[] = [];
  const started = tick();
  return new Promise((resolve, reject) => {
    let counts: Readonly<Record<string, number>> = {};
    let stuckAt: number | undefined;
    const timer = setInterval(() => {
      const index = Atomics.load(shared, progress.index);
      const since = index < 0 ? started : Atomics.load(shared, progress.since);
      const limit = index < 0 ? startMilliseconds : longestMilliseconds;
      if (index >= 0) onProgress(index);
      if (tick() - since < limit) return;
      stuckAt = index;
      void worker.terminate();
    }, lookEvery);
    worker.on('message', (report: Report) => {
      if (report.kind === 'done') counts = report.counts;
      else for (const finding of report.findings) found.push({ index: report.index, finding });
    });
    worker.on('error', (error) => {
      const index = Atomics.load(shared, progress.index);
      found.push({ index, finding: { check: 'the whole process', problem: error.stack ?? error.message } });
      stuckAt ??= index;
    });
    worker.on('exit', () => {
      clearInterval(timer);
      if (stuckAt === -1) reject(new Error('the worker did not start'));
      else resolve({ found, counts, stuckAt });
    });
  });
}
