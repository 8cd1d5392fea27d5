/**
 * Access control lists have one form for programs, which archives hold, and one on the disk, which leaves out what is
 * meaningless (Linux, include/uapi/linux/posix_acl_xattr.h and fs/ext4/acl.h).
 */
const outside = { version: 2, headerSize: 4, entrySize: 8 } as const;
const inside = { version: 1, longEntry: 8, shortEntry: 4 } as const;

const entry = { tag: 0, permissions: 2, id: 4 } as const;

/** Entries for a named user or group; only these have an id. */
const tagsWithId: ReadonlySet<number> = new Set([0x02, 0x08]);

/** A list as the disk has it; undefined when it is none. */
export function toDiskAcl(value: Buffer): Buffer | undefined {
  const { headerSize, entrySize } = outside;
  if (value.length < headerSize || value.readUInt32LE(0) !== outside.version) return undefined;
  if ((value.length - headerSize) % entrySize !== 0) return undefined;
  const parts = [makeHeader()];
  for (let at = headerSize; at < value.length; at += entrySize) {
    const named = tagsWithId.has(value.readUInt16LE(at + entry.tag));
    parts.push(value.subarray(at, at + (named ? inside.longEntry : inside.shortEntry)));
  }
  return Buffer.concat(parts);
}

function makeHeader(): Buffer {
  const header = Buffer.alloc(outside.headerSize);
  header.writeUInt32LE(inside.version);
  return header;
}
