import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import type { SandboxLink } from './link';
import { mustRun } from './must-run';

export interface UploadRequest {
  readonly content: NodeJS.ReadableStream | Buffer;
  readonly destination: string;
  readonly mode?: number;
  readonly signal: AbortSignal;
}

/** Writes one file. One with a mode of its own is never more open than that, not even while it is written. */
export async function upload(link: SandboxLink, request: UploadRequest): Promise<void> {
  const { content, destination, mode, signal } = request;
  const path = quoteWord(destination);
  const command =
    mode === undefined
      ? `cat >${path}`
      : `umask 077; cat >${path} && chmod ${(mode & 0o7777).toString(8)} -- ${path}`;
  const stdin = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  await mustRun(link, { command, stdin, signal }, (reason) =>
    problem('COM001', { detail: `${destination} could not be written: ${reason}` }),
  );
}

export interface DownloadRequest {
  readonly source: string;
  readonly sink: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Reads one file into a sink and ends the sink. */
export async function download(link: SandboxLink, { source, sink, signal }: DownloadRequest): Promise<void> {
  await mustRun(link, { command: `cat -- ${quoteWord(source)}`, stdout: sink, signal }, (reason) =>
    problem('COM003', { detail: `${source} could not be read: ${reason}` }),
  );
  sink.end();
  await finished(sink);
}
