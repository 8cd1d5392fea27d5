import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskOptions, ImageFacts } from '@strata/sdk';
import type { MadeDisk } from '@strata/target-aws/publish';
import type { PublishContext } from '../destination';

/** Makes the disk of an image for as long as it is uploaded. It begins as the kept disk of the image's parent. */
export async function makeUploadDisk(
  { store, scratch, signal, startActivity }: PublishContext,
  { image, options }: { readonly image: Pick<ImageFacts, 'layers' | 'base'>; readonly options: DiskOptions },
): Promise<MadeDisk> {
  const { findDataRanges, makeDisk } = await import('@strata/layers/disk');
  const path = join(scratch, `${randomUUID()}.raw`);
  const { size } = await makeDisk(store, { image, options, output: path, signal, startActivity });
  const ranges = await findDataRanges(path, { size, searchPath: store.context.searchPath });
  return { file: { path, ranges }, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}
