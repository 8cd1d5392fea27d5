import { parseDiskSize } from './image-export-words';

test.each([
  ['4G', 4 * 2 ** 30],
  ['4096M', 4 * 2 ** 30],
  ['1.5 gib', 1.5 * 2 ** 30],
  ['2T', 2 * 2 ** 40],
])('%s is a size of a disk', (text, bytes) => {
  expect(parseDiskSize(text)).toBe(bytes);
});

test.each(['4', '4GB', '-1G', 'G', '', '1e3G'])('%j is no size of a disk', (text) => {
  expect(parseDiskSize(text)).toBeUndefined();
});
