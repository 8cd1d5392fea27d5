import { finished } from 'node:stream/promises';
import type { Diagnostic } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import { guardDash, inShell, type Machine, mustRun } from './machine';

export interface DownloadRequest {
  readonly source: string;
  readonly sink: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Reads one file into a sink and ends the sink. */
export async function downloadByShell(
  machine: Machine,
  { source, sink, signal }: DownloadRequest,
): Promise<void> {
  const text = inShell(`cat <${quoteWord(guardDash(source))}`);
  await mustRun(machine, { text, stdout: sink, signal }, (reason) => explainDownload(source, reason));
  sink.end();
  await finished(sink);
}

export function explainDownload(source: string, reason: string): Diagnostic {
  return problem('COM003', { detail: `${source} could not be read: ${reason}` });
}
