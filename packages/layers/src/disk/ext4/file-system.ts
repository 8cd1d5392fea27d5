import { type BlockAllocator, createBlockAllocator } from './block-allocator';
import { type Device, type DeviceRequest, openDevice } from './device';
import { readExtents } from './extents';
import { openGroup } from './groups';
import { getContent, journalInode } from './inode';
import { createInodeTable, type InodeTable } from './inode-table';
import { getReservedBlocks } from './reserved-blocks';
import { readSuperblock, type Superblock } from './superblock';

/** An open file system; what the files of this room hand to each other. */
export interface FileSystem {
  readonly device: Device;
  readonly superblock: Superblock;
  readonly blocks: BlockAllocator;
  readonly inodes: InodeTable;
  /** Writes everything that was changed. Nothing but data is on the disk before. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Fails with LAY045 when there is no file system of ours. */
async function openFileSystem(request: DeviceRequest, flags: 'r' | 'r+'): Promise<FileSystem> {
  const device = await openDevice(request, flags);
  try {
    return createFileSystem(device, request.path);
  } catch (error) {
    await device.close();
    throw error;
  }
}

function createFileSystem(device: Device, path: string): FileSystem {
  const superblock = readSuperblock(device.read(0), path);
  const groups = Array.from({ length: superblock.groupCount }, (_, index) =>
    openGroup(device, superblock, index),
  );
  const inodes = createInodeTable(device, superblock, groups);
  const journal = readExtents(device, getContent(inodes.read(journalInode)));
  const reserved = getReservedBlocks(superblock, groups, journal.runs);
  const blocks = createBlockAllocator(device, superblock, { groups, reserved });
  return {
    device,
    superblock,
    blocks,
    inodes,
    finish: async () => {
      inodes.finish();
      for (const group of groups) group.finish();
      device.change(0);
      superblock.write();
      await device.flush();
      await blocks.clearFreed();
      await device.data.finish();
    },
    close: () => device.close(),
  };
}

/** Runs work on an open file system and closes it, whatever happens. */
export async function withFileSystem<T>(
  request: DeviceRequest,
  flags: 'r' | 'r+',
  work: (files: FileSystem) => Promise<T>,
): Promise<T> {
  const files = await openFileSystem(request, flags);
  try {
    return await work(files);
  } finally {
    await files.close();
  }
}
