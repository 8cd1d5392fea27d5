import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from './check';
import { progress, type Question, type Report } from './messages';

/** Longest that a single input may take while its text is made shorter; the start of the worker is part of it. */
const longestMilliseconds = 20_000;

/** Asks a worker about single inputs; one that gets stuck is ended and replaced. */
export interface Asker {
  /** What is wrong; undefined when that could not be found out in time. */
  ask(question: Question): Promise<readonly Finding[] | undefined>;
  close(): Promise<void>;
}

export function createAsker(): Asker {
  let worker = start();
  return {
    ask: (question) =>
      new Promise((resolve) => {
        const finish = (findings: readonly Finding[] | undefined) => {
          clearTimeout(timer);
          worker.removeAllListeners();
          if (findings === undefined) {
            void worker.terminate();
            worker = start();
          }
          resolve(findings);
        };
        const timer = setTimeout(() => finish(undefined), longestMilliseconds);
        worker.on('message', (report: Report) => report.kind === 'found' && finish(report.findings));
        worker.on('error', () => finish(undefined));
        worker.postMessage(question);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}

function start(): Worker {
  const memory = new SharedArrayBuffer(progress.length * Int32Array.BYTES_PER_ELEMENT);
  const order = { kind: 'single' };
  return new Worker(join(__dirname, 'worker.js'), { workerData: { order, memory } });
}
