import { Failure } from '@strata/diagnostics';
import { getVirtualSize, makeFooter } from './footer';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

function read(footer: Buffer) {
  return {
    cookie: footer.toString('latin1', 0, 8),
    size: Number(footer.readBigUInt64BE(48)),
    geometry: [footer.readUInt16BE(56), footer.readUInt8(58), footer.readUInt8(59)],
    type: footer.readUInt32BE(60),
  };
}

/** Geometries follow from the appendix of the specification, worked out by hand. */
test.each([
  [1 * MIB, [30, 4, 17]],
  [8 * MIB, [240, 4, 17]],
  [64 * MIB, [963, 8, 17]],
  [512 * MIB, [1040, 16, 63]],
  [8 * GIB, [16644, 16, 63]],
  [64 * GIB, [32896, 16, 255]],
  [1023 * GIB, [65535, 16, 255]],
])('a disk of %s bytes is a fixed VHD of that size', (size, geometry) => {
  const footer = makeFooter(size, 'content');
  expect(footer).toHaveLength(512);
  expect(read(footer)).toEqual({ cookie: 'conectix', size, geometry, type: 2 });
});

test('the checksum is the complement of the sum of all other bytes', () => {
  const footer = makeFooter(8 * GIB, 'content');
  const stated = footer.readUInt32BE(64);
  footer.writeUInt32BE(0, 64);
  expect(stated).toBe(~footer.reduce((sum, byte) => sum + byte, 0) >>> 0);
});

test('the same content has the same footer, and another content another id', () => {
  expect(makeFooter(MIB, 'a').equals(makeFooter(MIB, 'a'))).toBe(true);
  expect(makeFooter(MIB, 'a').equals(makeFooter(MIB, 'b'))).toBe(false);
});

test('sizes are whole MiB, and at most what Azure starts', () => {
  expect([1, MIB, MIB + 1].map(getVirtualSize)).toEqual([MIB, MIB, 2 * MIB]);
  expect(() => getVirtualSize(1024 * GIB)).toThrow(Failure);
});
