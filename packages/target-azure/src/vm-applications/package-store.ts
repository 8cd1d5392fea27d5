import { open } from 'node:fs/promises';
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

/** Packages as block blobs of a storage account. */
export function createPackageStore(
  ask: AskContext,
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
  ask: AskContext,
  blob: BlockBlob,
  { path, sha256, size }: PackageFile,
): Promise<void> {
  await using file = await open(path, 'r');
  const count = Math.ceil(size / BLOCK);
  const ids = Array.from({ length: count }, (_, index) => getId(index));
  const call = { action: 'Sending the package', what: blob.name };
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) {
      const length = Math.min(BLOCK, size - index * BLOCK);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, index * BLOCK);
      const id = getId(index);
      await callStorage(ask, call, (options) => blob.stageBlock(id, buffer, length, options));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await callStorage(ask, call, (options) =>
    blob.commitBlockList(ids, { ...options, metadata: { [DIGEST]: sha256 } }),
  );
}

/** All ids of a blob have to be of one length. */
function getId(index: number): string {
  return Buffer.from(String(index).padStart(6, '0')).toString('base64');
}
