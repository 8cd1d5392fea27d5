import { clearBits, findClear, findLastSet, findSet, hasBit, setBits } from './bitmap';

const size = 64;
const list = (bitmap: Buffer): readonly number[] =>
  Array.from({ length: size }, (_, bit) => bit).filter((bit) => hasBit(bitmap, bit));

test('bits are set and cleared from one to before another, whatever bytes they lie in', () => {
  for (const from of [0, 1, 7, 8, 9, 30])
    for (const to of [from, from + 1, from + 7, from + 8, from + 20, 64]) {
      const bitmap = Buffer.alloc(size / 8);
      setBits(bitmap, from, to);
      const expected = Array.from({ length: to - from }, (_, index) => from + index);
      expect(list(bitmap)).toEqual(expected);
      clearBits(bitmap, from, to);
      expect(list(bitmap)).toEqual([]);
    }
});

test('bits outside of a bitmap are a mistake', () => {
  expect(() => setBits(Buffer.alloc(8), 60, 65)).toThrow(RangeError);
});

test('the next and the last bit are found, or the end is given', () => {
  const bitmap = Buffer.alloc(size / 8);
  setBits(bitmap, 3, 21);
  expect([findSet(bitmap, 0, size), findClear(bitmap, 3, size), findLastSet(bitmap, size)]).toEqual([
    3, 21, 20,
  ]);
  expect([findSet(bitmap, 21, size), findClear(bitmap, 5, 10), findLastSet(bitmap, 3)]).toEqual([
    size,
    10,
    -1,
  ]);
});
