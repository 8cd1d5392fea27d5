import { join, resolve } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { ConnectionError, type OutputChunk } from '@strata/sdk';
import { problem } from '../codes';
import type { DownloadRequest } from '../ssh/download';
import { explainTreeDownload } from '../ssh/download-tree';
import { createExclude } from '../ssh/exclude';
import { createLocalWriter } from '../ssh/local-writer';
import { describeLocal, type TreeRequest } from '../ssh/upload-tree';
import { drained } from './drained';
import { createFrameReader, END, FILE, type FrameReader } from './frames';
import { type Machine, mustRun } from './machine';
import { getPackScript } from './scripts';
import { getLastName, isContent } from './target';

/** Reads one file into a sink and ends the sink. */
export async function downloadFile(
  machine: Machine,
  { source, sink, signal }: DownloadRequest,
): Promise<void> {
  const explain = (reason: string) => problem('COM003', { detail: `${source} could not be read: ${reason}` });
  // It may fail before anything is written to it; whoever writes finds that.
  sink.on('error', () => {});
  await receive(machine, getPackScript(source, 'file'), { signal, explain }, async (reader) => {
    await reader.byte();
    await reader.text();
    await reader.time();
    await pipeline(Readable.from(reader.pieces(), { objectMode: false }), sink, { end: false });
    await reader.byte();
    sink.end();
    await finished(sink);
  });
}

/** Modes of what comes from a machine that knows none. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/** Fetches a folder as one stream, which Packer cannot. Links to folders stay behind: they may lead in a circle. */
export async function downloadTree(machine: Machine, request: TreeRequest): Promise<void> {
  const { source, destination, exclude = [], signal } = request;
  const target = isContent(source) ? destination : join(destination, getLastName(source));
  const writer = createLocalWriter(resolve(target));
  const isExcluded = createExclude(exclude);
  const isLeftOut = (path: string) =>
    path !== '' && path.split('/').some((_, index, parts) => isExcluded(parts.slice(0, index + 1).join('/')));
  const explain = (reason: string) => explainTreeDownload(request, reason);
  await receive(machine, getPackScript(source, 'tree'), { signal, explain }, async (reader) => {
    for (let kind = await reader.byte(); kind !== END; kind = await reader.byte()) {
      const path = await reader.text();
      if (kind === FILE) await takeFile(path);
      else if (!isLeftOut(path)) await writer.put({ kind: 'folder', path, mode: FOLDER_MODE, seconds: 0 });
    }
    await writer.finish();

    async function takeFile(path: string) {
      const seconds = await reader.time();
      const content = Readable.from(reader.pieces(), { objectMode: false });
      if (isLeftOut(path)) await finished(content.resume());
      else await writer.put({ kind: 'file', path, mode: FILE_MODE, seconds, size: 0 }, content);
    }
  });
}

interface Receiving {
  readonly signal: AbortSignal;
  readonly explain: (reason: string) => Diagnostic;
}

/** What the machine says when it fails counts more than that its stream then ends too soon. */
async function receive(
  machine: Machine,
  script: string,
  { signal, explain }: Receiving,
  take: (reader: FrameReader) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const arriving = new PassThrough();
  const unpacked = createGunzip();
  const piping = pipeline(arriving, createBase64Decoder(), unpacked);
  const taking = take(createFrameReader(unpacked))
    .catch((error: unknown) => {
      over.abort(error);
      throw error;
    })
    .finally(() => {
      // Nobody reads on, and what waits for that must not wait for ever.
      arriving.destroy();
      unpacked.destroy();
    });
  const onOutput = async ({ data }: OutputChunk) => {
    if (arriving.destroyed || arriving.write(data)) return;
    await drained(arriving);
  };
  const running = mustRun(
    machine,
    { script, onOutput },
    { signal: AbortSignal.any([signal, over.signal]), explain },
  ).finally(() => arriving.end());
  const [ran, , took] = await Promise.allSettled([running, piping, taking]);
  signal.throwIfAborted();
  if (ran.status === 'rejected' && ran.reason instanceof Failure) throw ran.reason;
  if (ran.status === 'rejected' && ran.reason instanceof ConnectionError) throw ran.reason;
  if (took.status === 'rejected')
    throw new Failure(explain(describeLocal(took.reason)), { cause: took.reason });
  if (ran.status === 'rejected') throw ran.reason;
}

const LETTERS_IN_GROUP = 4;

/** Groups of four letters may be cut apart on the way. */
function createBase64Decoder(): Transform {
  let waiting = '';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = waiting + chunk.toString('latin1').replace(/\s+/g, '');
      const whole = text.length - (text.length % LETTERS_IN_GROUP);
      waiting = text.slice(whole);
      done(undefined, Buffer.from(text.slice(0, whole), 'base64'));
    },
    flush(done) {
      done(undefined, Buffer.from(waiting, 'base64'));
    },
  });
}
