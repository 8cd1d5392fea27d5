import type { DiskShelf, ShelvedDisk } from '../keep/disk-shelf';

/** A container in memory. */
export interface MemoryShelf extends DiskShelf {
  readonly disks: Map<string, ShelvedDisk>;
  /** As whoever uploads or copies it changes a disk. */
  touch(name: string, changes?: Partial<ShelvedDisk>): void;
}

export function createMemoryShelf(): MemoryShelf {
  const disks = new Map<string, ShelvedDisk>();
  let changes = 0;
  const touch: MemoryShelf['touch'] = (name, more = {}) => {
    const disk = disks.get(name);
    if (!disk) throw new Error(`there is no disk ${name}`);
    changes += 1;
    disks.set(name, { ...disk, ...more, etag: `etag ${changes}` });
  };
  const isAsListed = ({ name, etag }: ShelvedDisk) => disks.get(name)?.etag === etag;
  return {
    ...{ place: 'strataimages/vhds', disks, touch },
    list: async () => [...disks.values()],
    write: async (disk, metadata) => {
      if (!isAsListed(disk)) return false;
      touch(disk.name, { metadata });
      return true;
    },
    remove: async (disk) => !disks.has(disk.name) || (isAsListed(disk) && disks.delete(disk.name)),
  };
}
