import type { Files } from '@strata/sdk';
import { type AzureSession, openLink, signBlob } from '../client';
import { classifyAzure, readAzureError } from '../errors';
import { type AskContext, callStorage } from '../wait';
import type { PackageFile, PackageStore } from './publish';

/** Which storage, and which container of it. */
export interface StoragePlace {
  readonly account: string;
  readonly container: string;
}

const MIB = 2 ** 20;
/** Bytes of a block. 2 GB are 256 of them, far below the 50,000 that a blob may have. */
const BLOCK = 8 * MIB;
/** Blocks under way at once. */
const AT_ONCE = 4;

const MINUTE = 60_000;
/** Clocks differ, and a link that begins in the future is refused. */
const BEFORE = 15 * MINUTE;
/** Azure reads a package when its version is made, and once more for every region that is added. */
const AFTER = 24 * 60 * MINUTE;

/** Name of the metadata that tells what a blob holds. */
const DIGEST = 'sha256';

/** What uploading uses of the world. */
export interface StoreContext extends AskContext {
  readonly files: Pick<Files, 'stream'>;
}

/** Packages as block blobs of a storage account. */
export function createPackageStore(
  ask: StoreContext,
  session: AzureSession,
  { account, container }: StoragePlace,
): PackageStore {
  const service = () => session.blobs(account);
  const folder = () => service().getContainerClient(container);
  return {
    upload: async (file) => {
      if (await isThere(file)) return false;
      await callStorage(ask, { action: 'Making the container', what: container }, (options) =>
        folder().createIfNotExists(options),
      );
      await sendBlocks(ask, folder().getBlockBlobClient(file.blob), file);
      return true;
    },
    sign: (name) => {
      const now = ask.clock.now();
      const times = { from: new Date(now - BEFORE), until: new Date(now + AFTER) };
      return callStorage(ask, { action: 'Signing a link to', what: name }, () =>
        signBlob(service(), { container, name }, times),
      );
    },
    tryLink: async (link) => {
      try {
        const { contentLength = 0 } = await openLink(link).getProperties({ abortSignal: ask.signal });
        return { size: contentLength };
      } catch (error) {
        ask.signal.throwIfAborted();
        const read = readAzureError(error);
        if (!read) throw error;
        return { refused: [read.status, read.code].filter((part) => part !== undefined).join(' ') };
      }
    },
  };

  /** A blob is named for what it holds; one that was begun and not finished is not there. */
  async function isThere({ blob, sha256, size }: PackageFile): Promise<boolean> {
    const found = await callStorage(
      ask,
      { action: 'Looking for the package', what: blob },
      async (options) => {
        try {
          return await folder().getBlockBlobClient(blob).getProperties(options);
        } catch (error) {
          if (classifyAzure(error) === 'not-found') return undefined;
          throw error;
        }
      },
    );
    return found?.contentLength === size && found.metadata?.[DIGEST] === sha256;
  }
}

type BlockBlob = ReturnType<
  ReturnType<ReturnType<AzureSession['blobs']>['getContainerClient']>['getBlockBlobClient']
>;

/** Sends a file in blocks, each of which may be sent again; the blob is there when the list of them is. */
async function sendBlocks(
  context: StoreContext,
  blob: BlockBlob,
  { path, sha256 }: PackageFile,
): Promise<void> {
  const call = { action: 'Sending the package', what: blob.name };
  const ids: string[] = [];
  const stage = (block: Buffer) => {
    const id = getId(ids.length);
    ids.push(id);
    return callStorage(context, call, (options) => blob.stageBlock(id, block, block.length, options));
  };
  let together: Buffer[] = [];
  for await (const block of cut(context.files.stream(path))) {
    together.push(block);
    if (together.length < AT_ONCE) continue;
    await Promise.all(together.map(stage));
    together = [];
  }
  await Promise.all(together.map(stage));
  await callStorage(context, call, (options) =>
    blob.commitBlockList(ids, { ...options, metadata: { [DIGEST]: sha256 } }),
  );
}

/** The bytes of a stream in blocks of one size, but for the last. */
async function* cut(stream: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const data of stream) {
    let bytes = Buffer.from(data);
    while (size + bytes.length >= BLOCK) {
      const part = bytes.subarray(0, BLOCK - size);
      yield Buffer.concat([...pieces, part]);
      bytes = bytes.subarray(part.length);
      pieces = [];
      size = 0;
    }
    if (bytes.length === 0) continue;
    pieces.push(bytes);
    size += bytes.length;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

/** All ids of a blob have to be of one length. */
function getId(index: number): string {
  return Buffer.from(String(index).padStart(6, '0')).toString('base64');
}
