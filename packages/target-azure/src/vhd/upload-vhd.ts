import type { BlobGetPropertiesResponse, ContainerClient, PageBlobClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import type { Activity, StartActivity } from '@strata/sdk';
import { classifyAzure, hasAzureCode } from '../errors';
import { type AskContext, callStorage } from '../wait';
import { blockSize } from './block-map';
import type { BlockRun, OpenDisk } from './disk';
import { footerSize, makeFooter } from './footer';
import type { UploadJournal } from './journal';
import type { UploadPlan } from './plan-upload';
import { sendPages } from './send-pages';

/** Names of a blob's metadata; Azure takes those of variables alone. */
export const metadataNames = {
  /** Which attempt it is: a blob of another one is begun anew. */
  upload: 'strata_upload',
  /** Digest of the disk, written last: what has it is whole. */
  disk: 'strata_disk',
  /** Name of the blob that it began as a copy of. */
  parent: 'strata_parent',
  /** The publication that made it. */
  build: 'strata_build_id',
  /** What it is made of. */
  key: 'strata_key',
  /** Name of the image's project. */
  image: 'strata_image',
  /** When it was put aside, to be removed later. */
  quarantined: 'strata_quarantined',
} as const;

/** What an upload was to begin as could not be copied: it was removed or changed, or may not be read. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
}

export interface UploadRequest {
  readonly container: ContainerClient;
  /** Name of the blob within the container. */
  readonly blob: string;
  readonly disk: Pick<OpenDisk, 'read'>;
  readonly plan: UploadPlan;
  readonly journal: UploadJournal;
  /** Of what is on the disk, in hexadecimal digits. */
  readonly digest: string;
  /** Of the blob, beside those of the upload. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface UploadContext extends AskContext {
  readonly startActivity?: StartActivity | undefined;
}

/** What an upload took. */
export interface UploadedVhd {
  /** Bytes that this run wrote; those of a run before that was killed are not among them. */
  readonly sent: number;
}

/**
 * Makes a page blob that holds a disk as a fixed VHD; goes on where a run before was killed. What it begins as is copied
 * within the account; the footer comes last, so that nobody takes half a disk for one.
 *
 * @throws CopyError when the copy came to nothing; what the SDK threw for a request that could not be made
 */
export async function uploadVhd(context: UploadContext, request: UploadRequest): Promise<UploadedVhd> {
  const { journal, plan, container } = request;
  const blob = container.getPageBlobClient(request.blob);
  if (!(await isBegun(context, request, blob))) {
    if (journal.begun.isPrepared || journal.begun.done.size > 0) await journal.restart();
    await begin(context, request, blob);
  }
  if (!journal.begun.isPrepared) await prepare(context, request, blob);
  const { done } = journal.begun;
  const rest = (runs: readonly BlockRun[]) => runs.filter(({ first }) => !done.has(first));
  const writes = rest(plan.writes);
  const total = writes.reduce((sum, { count }) => sum + count, 0) * blockSize;
  using activity = context.startActivity?.({ label: 'uploading the disk', unit: 'bytes', total });
  await send({ ...context, activity }, { ...request, rest: { writes, clears: rest(plan.clears) } }, blob);
  await finish(context, request, blob);
  return { sent: total + footerSize };
}

function makeMetadata({ metadata, journal, plan }: UploadRequest): Record<string, string> {
  return {
    ...metadata,
    ...(plan.parent && { [metadataNames.parent]: plan.parent.blob }),
    [metadataNames.upload]: journal.begun.token,
  };
}

type Properties = Pick<
  BlobGetPropertiesResponse,
  'metadata' | 'contentLength' | 'copyStatus' | 'copyId' | 'etag'
>;

/** What there is of a blob; undefined when it is not there. */
export async function findBlob(context: AskContext, blob: PageBlobClient): Promise<Properties | undefined> {
  try {
    return await callStorage(context, ask(blob), (options) => blob.getProperties(options));
  } catch (error) {
    const cause = error instanceof Failure ? error.cause : error;
    if (hasAzureCode(cause, 'BlobNotFound', 'ContainerNotFound', 'Http404')) return undefined;
    throw error;
  }
}

/** Whether the blob is what this journal tells of. */
async function isBegun(context: AskContext, { journal }: UploadRequest, blob: PageBlobClient) {
  const found = await findBlob(context, blob);
  return found?.metadata?.[metadataNames.upload] === journal.begun.token;
}

/** Makes the blob: empty, or as a copy. One of another attempt is written over. */
async function begin(context: AskContext, request: UploadRequest, blob: PageBlobClient): Promise<void> {
  const { plan, container } = request;
  const metadata = makeMetadata(request);
  if (plan.parent === undefined) {
    await callStorage(context, ask(blob), (options) =>
      blob.create(plan.virtualSize + footerSize, { ...options, metadata }),
    );
    return;
  }
  const source = container.getPageBlobClient(plan.parent.blob).url;
  try {
    await callStorage(context, ask(blob), (options) =>
      // Its poller waits by the machine's clock: only the request that begins the copy is made by it.
      blob.beginCopyFromURL(source, { ...options, metadata }),
    );
  } catch (error) {
    const kind = classifyAzure(error instanceof Failure ? error.cause : error);
    if (kind !== 'not-found' && kind !== 'not-permitted') throw error;
    throw new CopyError(`${plan.parent.blob} cannot be copied`, { cause: error });
  }
}

const SECOND = 1_000;
const LONGEST_PAUSE = 10 * SECOND;
/** Within an account a copy takes seconds; Azure gives none up before two weeks. */
const COPIED_WITHIN = 3600 * SECOND;

/** Gives the blob its size and takes away the footer of what it was copied from. */
async function prepare(context: AskContext, request: UploadRequest, blob: PageBlobClient): Promise<void> {
  const { plan, journal } = request;
  if (plan.parent !== undefined) {
    await waitForCopy(context, blob);
    await callStorage(context, ask(blob), (options) => blob.resize(plan.virtualSize + footerSize, options));
    const old = plan.parent.virtualSize;
    if (old <= plan.virtualSize)
      await callStorage(context, ask(blob), (options) => blob.clearPages(old, footerSize, options));
  }
  await journal.prepared();
}

async function waitForCopy(context: AskContext, blob: PageBlobClient): Promise<void> {
  const begun = context.clock.now();
  for (let pause = SECOND / 2; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const { copyStatus, copyId } = (await findBlob(context, blob)) ?? {};
    if (copyStatus === 'success') return;
    if (copyStatus !== 'pending') throw new CopyError(`the copy is "${copyStatus ?? 'gone'}"`);
    if (context.clock.now() - begun > COPIED_WITHIN) {
      // Nothing can be written to a blob while it is copied to.
      await callStorage(context, ask(blob), (options) => blob.abortCopyFromURL(copyId ?? '', options));
      throw new CopyError('the copy takes too long');
    }
    await context.clock.sleep(pause, context.signal);
  }
}

async function send(
  context: AskContext & { readonly activity: Activity | undefined },
  { disk, journal, rest }: UploadRequest & { readonly rest: Pick<UploadPlan, 'writes' | 'clears'> },
  blob: PageBlobClient,
): Promise<void> {
  try {
    await sendPages(context, { blob, disk, plan: rest, onSent: (first) => journal.sent(first) });
  } finally {
    await journal.settle();
  }
}

async function finish(context: AskContext, request: UploadRequest, blob: PageBlobClient): Promise<void> {
  const { plan, digest } = request;
  const footer = makeFooter(plan.virtualSize, digest);
  await callStorage(context, ask(blob), (options) =>
    blob.uploadPages(footer, plan.virtualSize, footerSize, options),
  );
  const metadata = { ...makeMetadata(request), [metadataNames.disk]: digest };
  await callStorage(context, ask(blob), (options) => blob.setMetadata(metadata, options));
}

function ask({ name }: PageBlobClient) {
  return { action: 'Writing the blob', what: name };
}
