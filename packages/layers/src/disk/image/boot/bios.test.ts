import { MIB, SECTOR } from '../sizes';
import { installBiosGrub } from './bios';

const boot = Buffer.alloc(SECTOR, 1);
const core = Buffer.alloc(3 * SECTOR + 100, 2);

test('the first sector is told where the rest of GRUB is, and to trust the drive it was started from', () => {
  const { code } = installBiosGrub({ boot, core }, MIB);
  expect(code.readBigUInt64LE(0x5c)).toBe(2048n);
  expect(code.readUInt8(0x64)).toBe(0xff);
  expect(code.subarray(0x66, 0x68).toString('hex')).toBe('9090');
  expect(boot.every((byte) => byte === 1)).toBe(true);
});

test('the first sector of the rest is told where the others are', () => {
  const { core: patch } = installBiosGrub({ boot, core }, MIB);
  expect([patch.offset, patch.bytes.length]).toEqual([MIB, 4 * SECTOR]);
  expect(patch.bytes.readBigUInt64LE(SECTOR - 12)).toBe(2049n);
  expect(patch.bytes.readUInt16LE(SECTOR - 4)).toBe(3);
  expect(patch.bytes.readUInt16LE(SECTOR - 2)).toBe(0x820);
});
