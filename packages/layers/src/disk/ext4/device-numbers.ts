import type { TarEntry } from '../../tar';
import { notPossible } from './problems';

/** Numbers up to here fit in the older form, which kernels use where it is enough (include/linux/kdev_t.h). */
const olderLimit = 0xff;
const largestMajor = 0xfff;
const largestMinor = 0xf_ffff;

const olderForm = 0;
const newerForm = 4;

/** Writes the numbers of a device where other inodes have their extent tree. Fails with LAY044 beyond 12 and 20 bits. */
export function writeDeviceNumbers(content: Buffer, { path, major, minor }: TarEntry): void {
  if (major > largestMajor || minor > largestMinor)
    throw notPossible(
      path,
      `Linux has no device ${major}:${minor}: numbers go up to ${largestMajor}:${largestMinor}.`,
      'Remove the device in the step that makes it.',
    );
  if (major <= olderLimit && minor <= olderLimit) content.writeUInt32LE((major << 8) | minor, olderForm);
  else content.writeUInt32LE((minor & 0xff) + major * 0x100 + (minor >>> 8) * 0x10_0000, newerForm);
}
