import { createInterface } from 'node:readline';
import { Failure } from '@strata/diagnostics';
import type { Ask } from '@strata/sdk';
import { problem } from './codes';

/** Where a person reads and types. */
export interface AskStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: Pick<NodeJS.WritableStream, 'write'>;
}

/** Asks the person at the terminal, one question after the other, however many builds ask. */
export function createAsk(streams: AskStreams): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (question, signal) => {
    const answer = last.then(() => askOnce(streams, question, signal));
    last = answer.catch(() => undefined);
    return answer;
  };
}

/** The terminal itself edits the line, so that Control-C reaches the build as it does everywhere else. */
async function askOnce(
  { input, output }: AskStreams,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const lines = createInterface({ input, terminal: false });
  try {
    output.write(`${question} `);
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      lines.once('line', resolve);
      lines.once('close', () => reject(getFailure(question)));
    });
  } finally {
    lines.close();
    input.pause();
  }
}

function getFailure(question: string): Failure {
  return new Failure(problem('CLI014', { detail: `"${question}" got no answer: the input ended.` }));
}
