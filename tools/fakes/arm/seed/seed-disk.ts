import { open } from 'node:fs/promises';
import { makeEmptyDisk } from '../blobs/disk-content';
import type { Cloud } from '../state/cloud';

const MIB = 2 ** 20;
const nothing = Buffer.alloc(MIB);

/** Puts a raw disk of this machine on an image of the marketplace, so that guests start from it. @param urn `Debian:debian-12:12` */
export async function seedDisk(
  { blobs, platform }: Cloud,
  { urn, disk }: { readonly urn: string; readonly disk: string },
): Promise<void> {
  const image = platform.find(urn);
  if (!image) throw new Error(`The marketplace has no ${urn}.`);
  if (!blobs) throw new Error('This cloud has no blobs: start it with startFakeArm({ blobs }).');
  await using file = await open(disk);
  const { size } = await file.stat();
  const bytes = Math.ceil(size / MIB) * MIB;
  const content = await makeEmptyDisk(blobs, bytes);
  for (let at = 0; at < bytes; at += MIB) {
    const block = Buffer.alloc(MIB);
    await file.read(block, 0, MIB, at);
    if (!block.equals(nothing)) await blobs.write(content, at, block);
  }
  platform.add({ ...image, content });
}
