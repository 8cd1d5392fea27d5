import type { Diagnostic } from '@strata/diagnostics';
import type { RemoteExit } from '@strata/sdk';
import type { TestFile } from '../collect/test-file';
import { getMessage } from './get-message';
import { type Line, withRights } from './line';
import type { Outcome, TestResult } from './result';
import { createTail } from './tail';
import { makeToken } from './token';
import { removeUploaded, runUploaded } from './uploaded';
import { withLimit } from './with-limit';

export interface Ran {
  readonly results: readonly TestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Long enough for a machine without acceleration; a test that needs more hangs. */
const LIMIT = 600_000;

/** Runs a test script in the guest: it passes when it ends with 0. */
export async function runScript(line: Line, test: TestFile, content: Buffer): Promise<Ran> {
  const path = `/tmp/${makeToken()}.sh`;
  const tail = createTail();
  const since = line.clock.now();
  const command = withRights(line, `${getInterpreter(content)} ${path}`);
  const ended = await withLimit({ ...line, milliseconds: LIMIT }, (signal) =>
    runUploaded({ ...line, signal }, { content, path, command, onOutput: ({ data }) => tail.add(data) }),
  ).catch((error: unknown) => ({ kind: 'broken' as const, reason: getMessage(error) }));
  const left = await removeUploaded(line, [path]);
  line.signal.throwIfAborted();
  const result: TestResult = {
    image: test.image,
    file: test.name,
    kind: 'script',
    label: 'Script',
    subject: test.name,
    attribute: 'exit-status',
    milliseconds: line.clock.now() - since,
    outcome: getOutcome(ended),
    output: tail.get(),
  };
  return { results: [result], diagnostics: left };
}

/** What the first line names, started by name: a folder for temporary files may allow no programs. */
function getInterpreter(content: Buffer): string {
  const first = content.subarray(0, 256).toString().split('\n')[0] ?? '';
  return /^#!\s*(\/[\w./ -]+?)\s*$/.exec(first)?.[1] ?? 'sh';
}

function getOutcome(ended: RemoteExit | { readonly kind: 'broken'; readonly reason: string }): Outcome {
  if (ended.kind === 'broken') return { status: 'failed', reason: `It could not be run. ${ended.reason}` };
  if (ended.kind === 'disconnected') return { status: 'failed', reason: 'The guest went away under it.' };
  if (ended.kind === 'signalled') return { status: 'failed', reason: `It was ended by ${ended.signal}.` };
  const passed = ended.code === 0;
  const match = { passed, message: 'to equal', found: ended.code, expected: 0 };
  return { status: passed ? 'passed' : 'failed', match };
}
