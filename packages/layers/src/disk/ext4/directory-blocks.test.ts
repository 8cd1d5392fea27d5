import { type Name, packNames, readNames } from './directory-blocks';

const seed = 7;

test.each([0, 1, 255])('names of %i bytes more are read as they were packed', (length) => {
  const names = Array.from(
    { length: 400 },
    (_, number): Name => ({
      name: `${number}`.padEnd(length, '\xff'),
      inode: number + 1,
      kind: number % 2 === 0 ? 'file' : 'directory',
    }),
  );
  const blocks = packNames([new Map(names.map((name) => [name.name, name]))], seed);
  expect(readNames(blocks)).toEqual(names);
});

test('a folder without names has one block, and its entry goes to the end of it', () => {
  const [block, ...others] = packNames([new Map([['.', { inode: 2, kind: 'directory' }]])], seed);
  expect(others).toEqual([]);
  // 12 bytes are for the checksum.
  expect(block?.readUInt16LE(4)).toBe(4096 - 12);
});

test('damaged blocks are gone over once', () => {
  expect(readNames([Buffer.alloc(4096)])).toEqual([]);
  expect(readNames([Buffer.alloc(4096, 0xff)]).length).toBeLessThanOrEqual(1);
});
