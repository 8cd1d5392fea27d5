import { Readable } from 'node:stream';
import type { Diagnostic } from '@strata/diagnostics';
import type { RemoteExit } from '@strata/sdk';
import type { Answer } from '../checks/kind';
import { problem } from '../codes';
import { getMessage } from '../run/get-message';
import { type Line, withRights } from '../run/line';
import { makeToken } from '../run/token';
import { withLimit } from '../run/with-limit';
import { readAnswers } from './read-answers';
import { getScript } from './script';

export interface Asked {
  /** For each question; undefined where the guest did not get so far. */
  readonly answers: readonly (Answer | undefined)[];
  /** Why not all were answered. */
  readonly trouble?: Diagnostic;
}

interface Questions {
  /** Texts of the shell. */
  readonly questions: readonly string[];
  readonly helpers: readonly string[];
  /** Milliseconds that the questions themselves may take. */
  readonly patience: number;
}

/** A guest without acceleration takes a second or two for some questions, and longer when it has just booted. */
const GRACE = 120_000;
const GRACE_EACH = 5_000;

const REMOVAL = 30_000;

/** More than this of answers is a mistake of a test, and would not fit into memory much longer. */
const MAX_OUTPUT = 128 * 1024 * 1024;

/** Asks a guest many things by one command. Nothing of it stays there. */
export async function ask(line: Line, { questions, helpers, patience }: Questions): Promise<Asked> {
  if (questions.length === 0) return { answers: [] };
  const mark = makeToken();
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  let size = 0;
  const tooMuch = new AbortController();
  const milliseconds = patience + GRACE + GRACE_EACH * questions.length;
  const ended = await withLimit({ ...line, milliseconds }, (signal) =>
    line.communicator.exec(
      {
        command: withRights(line, 'sh -s'),
        stdin: Readable.from([Buffer.from(getScript({ mark, helpers, questions }))]),
        onOutput: ({ stream, data }) => {
          size += data.length;
          if (size > MAX_OUTPUT) tooMuch.abort(new Error(`It answered more than ${MAX_OUTPUT} bytes.`));
          else (stream === 'stdout' ? out : errors).push(data);
        },
      },
      AbortSignal.any([signal, tooMuch.signal]),
    ),
  ).catch((error: unknown) => ({ kind: 'broken' as const, reason: getMessage(error) }));
  const { answers, isWhole } = readAnswers(Buffer.concat(out).toString(), mark);
  const found = questions.map((_, at) => answers.get(at));
  if (isWhole) return { answers: found };
  // A shell that came to no end did not remove its folder either.
  await removeFolder(line, mark);
  line.signal.throwIfAborted();
  return { answers: found, trouble: getTrouble(line, ended, Buffer.concat(errors).toString().trim()) };
}

async function removeFolder(line: Line, mark: string): Promise<void> {
  const signal = new AbortController().signal;
  const folders = ['"${TMPDIR:-/tmp}"', '/tmp', '/run', '/dev/shm'].map((folder) => `${folder}/${mark}`);
  const command = withRights(line, `rm -rf ${folders.join(' ')}`);
  await withLimit({ clock: line.clock, signal, milliseconds: REMOVAL }, (limit) =>
    line.communicator.exec({ command }, limit),
  ).catch(() => {
    // A guest that cannot be reached any more keeps it until it is thrown away.
  });
}

interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
}

function getTrouble({ sudo }: Line, ended: RemoteExit | Broken, said: string): Diagnostic {
  const reason = said === '' ? '' : ` It said: ${said.split('\n').slice(-3).join('; ')}`;
  return problem('TST024', {
    detail: `${describeEnd(ended)}${reason}`,
    hint: getHint(sudo, said),
  });
}

function describeEnd(ended: RemoteExit | Broken): string {
  switch (ended.kind) {
    case 'broken':
      return `The guest could not be asked to the end. ${ended.reason}`;
    case 'exited':
      return `The shell of the guest ended with ${ended.code} before all was asked.`;
    case 'signalled':
      return `The shell of the guest was ended by ${ended.signal} before all was asked.`;
    case 'disconnected':
      return 'The guest went away while it was asked.';
  }
}

function getHint(sudo: boolean, said: string): string {
  if (sudo && /sudo/.test(said))
    return 'Let the user of the guest run sudo without a password, or log in as root and go without sudo.';
  return 'Tests need a POSIX shell and a folder to write to (/tmp, /run or /dev/shm) in the guest.';
}
