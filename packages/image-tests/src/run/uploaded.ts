import type { Diagnostic } from '@strata/diagnostics';
import { type OutputChunk, quoteWord, type RemoteExit } from '@strata/sdk';
import { problem } from '../codes';
import { type Line, withRights } from './line';
import { withLimit } from './with-limit';

interface Uploaded {
  readonly content: Buffer;
  /** In the guest. */
  readonly path: string;
  /** A text of the shell. */
  readonly command: string;
  readonly onOutput: (chunk: OutputChunk) => void;
}

const REMOVAL = 30_000;

/** Runs a file that is in the guest for so long only. */
export async function runUploaded(
  line: Line,
  { content, path, command, onOutput }: Uploaded,
): Promise<RemoteExit> {
  const { communicator, signal } = line;
  if (communicator.runScript)
    return communicator.runScript({ content, path, keep: false, command, onOutput }, signal);
  await communicator.upload(content, path, { mode: 0o755, signal });
  return communicator.exec({ command, onOutput }, signal);
}

/**
 * Removes files from a guest, also when the tests are cancelled.
 *
 * @returns what stayed
 */
export async function removeUploaded(line: Line, paths: readonly string[]): Promise<readonly Diagnostic[]> {
  if (paths.length === 0) return [];
  // Not cancelled with the rest: what is cancelled leaves nothing either.
  const signal = new AbortController().signal;
  const command = withRights(line, `rm -f ${paths.map(quoteWord).join(' ')}`);
  const ended = await withLimit({ clock: line.clock, signal, milliseconds: REMOVAL }, (limit) =>
    line.communicator.exec({ command }, limit),
  ).catch(() => undefined);
  if (ended?.kind === 'exited' && ended.code === 0) return [];
  const detail = `${paths.join(', ')} may still be in the guest: it could not be asked to remove it.`;
  const hint = 'A guest that is thrown away takes it along; remove it from one that stays.';
  return [problem('TST025', { severity: 'warning', detail, hint })];
}
