import type { Files } from '@strata/sdk';
import type { ArtifactFile } from '../artifact-files';

/** A disk as libvirt is told of it. */
export interface Disk {
  readonly file: ArtifactFile;
  readonly format: 'qcow2' | 'raw';
  /** Bytes that the machine sees. */
  readonly size: number;
}

/** Source: QEMU's documentation, "qcow2 image file format": magic, and the size at byte 24. */
const MAGIC = Buffer.from('QFI\xfb', 'latin1');
const SIZE_AT = 24;
const HEADER = 32;

/** Looks at a disk: its own beginning says what it is, whatever its name. */
export async function lookAtDisk(files: Files, file: ArtifactFile): Promise<Disk> {
  const header = await readBeginning(files, file.path);
  if (header.length < HEADER || !header.subarray(0, MAGIC.length).equals(MAGIC))
    return { file, format: 'raw', size: file.size };
  return { file, format: 'qcow2', size: Number(header.readBigUInt64BE(SIZE_AT)) };
}

async function readBeginning(files: Files, path: string): Promise<Buffer> {
  let read = Buffer.alloc(0);
  for await (const piece of files.stream(path)) {
    read = Buffer.concat([read, Buffer.from(piece)]);
    if (read.length >= HEADER) break;
  }
  return read;
}
