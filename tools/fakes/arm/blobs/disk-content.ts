import { makeFooter } from '../../../../packages/target-azure/src/vhd/footer';
import type { GuestDisk } from '../../guests/guests';
import type { Blobs } from './blobs';

const footerBytes = 512;
const MIB = 2 ** 20;

/** Makes a disk with nothing on it, as the fixed VHD that disks are kept as. @param bytes whole MiB @returns its URI */
export async function makeEmptyDisk(blobs: Blobs, bytes: number): Promise<string> {
  const uri = await blobs.makeDisk(bytes + footerBytes);
  await blobs.write(uri, bytes, makeFooter(bytes, uri));
  return uri;
}

/** Makes a disk as large as it is to be; it does not become smaller. */
export async function growDisk(blobs: Blobs, uri: string, bytes: number): Promise<void> {
  const before = await getDiskBytes(blobs, uri);
  if (bytes <= before) return;
  await blobs.resize(uri, bytes + footerBytes);
  await blobs.write(uri, before, Buffer.alloc(footerBytes));
  await blobs.write(uri, bytes, makeFooter(bytes, uri));
}

/** Bytes of what a VHD is the disk of. */
async function getDiskBytes(blobs: Blobs, uri: string): Promise<number> {
  const found = await blobs.look(uri, 'owner');
  if (found.kind !== 'found') throw new Error(`the blob ${uri} of a disk is ${found.kind}`);
  return found.size - footerBytes;
}

/** The disk that a VHD is, by blocks of a MiB. */
export async function openDisk(blobs: Blobs, uri: string, id: string): Promise<GuestDisk> {
  const bytes = await getDiskBytes(blobs, uri);
  const blocks = new Set<number>();
  for (const { offset, count } of await blobs.listPages(uri))
    for (let at = Math.floor(offset / MIB); at * MIB < Math.min(offset + count, bytes); at += 1)
      blocks.add(at);
  return {
    ...{ id, bytes },
    blockBytes: MIB,
    indexes: [...blocks].sort((left, right) => left - right),
    read: (index) => blobs.read(uri, 'owner', { offset: index * MIB, count: MIB }),
    write: (index, block) => blobs.write(uri, index * MIB, block),
  };
}
