import { join } from 'node:path';
import type { Files } from '@strata/sdk';
import { type BlockMap, formatBlockMap, getDiskDigest, parseBlockMap } from './block-map';

/** Where maps of published disks are kept. */
export interface MapFolder {
  readonly files: Pick<Files, 'stat' | 'readText' | 'write'>;
  /** Absolute. */
  readonly folder: string;
}

/** Keeps the map of a disk, so that later ones can be sent as what differs from it. @returns the digest of the disk */
export async function keepBlockMap({ files, folder }: MapFolder, map: BlockMap): Promise<string> {
  const digest = getDiskDigest(map);
  const path = getPath(folder, digest);
  if (!(await files.stat(path))) await files.write(path, formatBlockMap(map));
  return digest;
}

/** The map of a disk by its digest; undefined when it is not kept here, or what is there is damaged. */
export async function findBlockMap(
  { files, folder }: MapFolder,
  digest: string,
): Promise<BlockMap | undefined> {
  // The digest comes from a blob's metadata, which anybody may have written.
  if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
  const path = getPath(folder, digest);
  if (!(await files.stat(path))) return undefined;
  const map = parseBlockMap(await files.readText(path));
  return map && getDiskDigest(map) === digest ? map : undefined;
}

function getPath(folder: string, digest: string): string {
  return join(folder, `${digest}.json`);
}
