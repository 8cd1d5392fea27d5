import { getSize } from './size';
import { GIB, MIB } from './sizes';

test('a disk has room for what the layers need and for what is to be free, in steps of 4 GiB', () => {
  expect(getSize([{ bytes: 500 * MIB, inodes: 20_000 }], GIB)).toBe(4 * GIB);
  expect(getSize([{ bytes: 500 * MIB, inodes: 20_000 }], 4 * GIB)).toBe(8 * GIB);
  const two = [
    { bytes: 2 * GIB, inodes: 1 },
    { bytes: 2 * GIB, inodes: 1 },
  ];
  expect(getSize(two, 0)).toBe(8 * GIB);
});

test('very many small files need a disk for their inodes', () => {
  expect(getSize([{ bytes: MIB, inodes: 400_000 }], 0)).toBe(8 * GIB);
});
