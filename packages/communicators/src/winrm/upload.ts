import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { ConnectionError, getErrorCode } from '@strata/sdk';
import { problem } from '../codes';
import { createExclude } from '../ssh/exclude';
import { walkLocalTree } from '../ssh/local-tree';
import type { TreeEntry } from '../ssh/tree-entry';
import type { UploadRequest } from '../ssh/upload';
import { describeLocal, explainTreeUpload, type TreeRequest } from '../ssh/upload-tree';
import { endOfFrames, writeFile, writeFolder, writeText } from './frames';
import type { SendFrames } from './send-frames';
import { getRemoteTarget } from './target';
import { findNameProblems } from './windows-names';

/** Writes one file; folders above it are made, as in Packer. Windows knows no modes. */
export async function uploadFile(
  send: SendFrames,
  { content, destination, signal }: UploadRequest,
): Promise<void> {
  const explain = (reason: string) => explainUpload(destination, reason);
  await sendExplained(send, getFileFrames(destination, content), { signal, explain });
}

export function explainUpload(destination: string, reason: string): Diagnostic {
  return problem('COM001', { detail: `${destination} could not be written: ${reason}` });
}

async function* getFileFrames(
  destination: string,
  content: UploadRequest['content'],
): AsyncGenerator<Buffer> {
  yield writeText(destination);
  yield* writeFile('', Buffer.isBuffer(content) ? [content] : toBuffers(content));
  yield endOfFrames;
}

async function* toBuffers(stream: NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
}

/** Sends a folder as one stream. What Windows could not hold is told before anything is sent. */
export async function uploadTree(send: SendFrames, request: TreeRequest): Promise<void> {
  const explain = (reason: string) => explainTreeUpload(request, reason);
  let entries: readonly TreeEntry[];
  try {
    entries = [...walkLocalTree(request.source, createExclude(request.exclude ?? []))];
  } catch (error) {
    throw new Failure(explain(describeLocal(error)), { cause: error });
  }
  const problems = [
    ...findNameProblems(entries.flatMap(({ path }) => (path === '' ? [] : [path]))),
    ...findLinkProblems(request.source, entries),
  ];
  if (problems.length > 0) throw new Failure(problems.map((reason) => explain(`${reason}.`)));
  await sendExplained(send, getTreeFrames(request, entries), { signal: request.signal, explain });
}

/** Only some users of Windows may make links: what a link leads to is sent in its place, where that is a file. */
function findLinkProblems(source: string, entries: readonly TreeEntry[]): readonly string[] {
  return entries.flatMap(({ kind, path }) => {
    if (kind !== 'link') return [];
    const target = statSync(join(source, path), { throwIfNoEntry: false });
    if (target?.isFile()) return [];
    const leads = target?.isDirectory() ? 'to a folder' : 'to nothing that can be sent';
    return [`"${path}" is a link ${leads}`];
  });
}

async function* getTreeFrames(request: TreeRequest, entries: readonly TreeEntry[]): AsyncGenerator<Buffer> {
  yield writeText(getRemoteTarget(request.source, request.destination));
  for (const { kind, path, seconds } of entries) {
    if (kind === 'folder') yield writeFolder(path);
    else
      yield* writeFile(path, createReadStream(join(request.source, path)) as AsyncIterable<Buffer>, seconds);
  }
  yield endOfFrames;
}

async function sendExplained(
  send: SendFrames,
  frames: AsyncGenerator<Buffer>,
  { signal, explain }: Parameters<SendFrames>[1],
): Promise<void> {
  // What cannot be read here must not be taken for what went wrong there.
  let local: { readonly error: unknown } | undefined;
  const watched = (async function* () {
    try {
      yield* frames;
    } catch (error) {
      local = { error };
      throw error;
    }
  })();
  try {
    await send(watched, { signal, explain });
  } catch (error) {
    signal.throwIfAborted();
    if (local) throw new Failure(explain(describeLocal(local.error)), { cause: local.error });
    if (error instanceof Failure || error instanceof ConnectionError) throw error;
    throw new Failure(explain(getErrorCode(error) ?? describeLocal(error)), { cause: error });
  }
}
