import { Failure } from '@strata/diagnostics';
import type { TestFile } from '../collect/test-file';
import { createGuest } from '../guest/create-guest';
import type { GuestTests } from '../guest/guest';
import { getMessage } from './get-message';
import type { Line } from './line';
import type { Outcome, TestResult } from './result';
import type { Ran } from './run-script';
import { removeUploaded } from './uploaded';
import { withLimit } from './with-limit';

/** As for scripts. */
const LIMIT = 600_000;

/** Runs the tests of a program one after the other. */
export async function runProgram(line: Line, test: TestFile, tests: GuestTests): Promise<Ran> {
  const uploads = new Set<string>();
  const results: TestResult[] = [];
  for (const [title, body] of Object.entries(tests)) {
    if (line.signal.aborted) break;
    const since = line.clock.now();
    const outcome = await runOne(line, body, (path) => void uploads.add(path));
    results.push({
      image: test.image,
      file: test.name,
      kind: 'program',
      ...{ label: 'Test', subject: test.name, attribute: title },
      milliseconds: line.clock.now() - since,
      outcome,
    });
  }
  const diagnostics = await removeUploaded(line, [...uploads]);
  line.signal.throwIfAborted();
  return { results, diagnostics };
}

async function runOne(
  line: Line,
  body: GuestTests[string],
  uploaded: (path: string) => void,
): Promise<Outcome> {
  try {
    await withLimit({ ...line, milliseconds: LIMIT }, (signal) =>
      orAborted(signal, async () => body(createGuest({ ...line, signal }, uploaded))),
    );
    return { status: 'passed' };
  } catch (error) {
    return { status: 'failed', reason: getReason(error) };
  }
}

/** A program that waits for something else than the guest does not hear of a signal. */
async function orAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What an assertion or a guest says; where in the program is for its author to find by the title. */
function getReason(error: unknown): string {
  if (error instanceof Failure) return error.diagnostics.map(({ detail }) => detail).join(' ');
  return getMessage(error);
}
