import type { TarEntry } from './entry';

/**
 * An ordinary user cannot make device nodes, not even as root of a user namespace. In an unpacked tree they stand as
 * empty files that carry the device in an attribute. The attribute survives overlayfs's copy-up and `cp -a`, and
 * becomes a device again where a tree turns into a tar: blobs and everything exported have the real thing.
 */
const deviceXattr = 'user.strata.device';

/** A marked file as the device it stands for; everything else as it is. */
export function readDevice(entry: TarEntry): TarEntry {
  const mark = entry.type === 'file' ? entry.xattrs.get(deviceXattr) : undefined;
  const [, kind, major, minor] = /^([bc]) (\d+):(\d+)$/.exec(mark ?? '') ?? [];
  if (kind === undefined || entry.size > 0) return entry;
  return {
    ...entry,
    type: kind === 'b' ? 'block' : 'character',
    major: Number(major),
    minor: Number(minor),
  };
}

/** A device as a marked empty file; everything else, removals of overlayfs among it, as it is. */
export function writeDevice(entry: TarEntry): TarEntry {
  if (entry.type !== 'block' && entry.type !== 'character') return entry;
  if (entry.type === 'character' && entry.major === 0 && entry.minor === 0) return entry;
  const mark = `${entry.type === 'block' ? 'b' : 'c'} ${entry.major}:${entry.minor}`;
  return {
    ...entry,
    type: 'file',
    major: 0,
    minor: 0,
    xattrs: new Map([...entry.xattrs, [deviceXattr, mark]]),
  };
}
