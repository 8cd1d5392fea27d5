import { getSize } from './size';
import { GIB, MIB } from './sizes';

test('a disk has room for what the layers need and for what is to be free, in whole GiB', () => {
  expect(getSize([{ bytes: 500 * MIB, inodes: 20_000 }], GIB)).toBe(2 * GIB);
  expect(getSize([{ bytes: 500 * MIB, inodes: 20_000 }], 2 * GIB)).toBe(3 * GIB);
  expect(
    getSize(
      [
        { bytes: GIB, inodes: 1 },
        { bytes: GIB, inodes: 1 },
      ],
      0,
    ),
  ).toBe(3 * GIB);
});

test('very many small files need a disk for their inodes', () => {
  expect(getSize([{ bytes: MIB, inodes: 200_000 }], 0)).toBe(4 * GIB);
});
