import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskOptions, ImageFacts } from '@strata/sdk';

import type { PublishContext } from './destination';

/** A raw disk that is there for as long as it is held. */
export interface UploadDisk extends AsyncDisposable {
  readonly file: {
    /** Absolute. */
    readonly path: string;
    /** Where it holds data, in bytes from its start, in order; all between is zero. */
    readonly ranges: readonly { readonly start: number; readonly end: number }[];
  };
}

/** Makes the disk of an image for as long as it is uploaded. It begins as the kept disk of the image's parent. */
export async function makeUploadDisk(
  { store, scratch, signal, startActivity }: PublishContext,
  { image, options }: { readonly image: Pick<ImageFacts, 'layers' | 'base'>; readonly options: DiskOptions },
): Promise<UploadDisk> {
  const { findDataRanges, makeDisk } = await import('@strata/layers/disk');
  const path = join(scratch, `${randomUUID()}.raw`);
  const { size } = await makeDisk(store, { image, options, output: path, signal, startActivity });
  const ranges = await findDataRanges(path, { size, searchPath: store.context.searchPath });
  return { file: { path, ranges }, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}
