import { forms } from './forms';
import { formatTable, isRight, type Row } from './table';

const row: Row = {
  image: 'golden',
  form: forms[0],
  bytes: 4 * 2 ** 30,
  stored: 560 * 2 ** 20,
  sha256: 'ab'.repeat(32),
  seconds: 2.12,
  anewSeconds: 7.89,
  again: 'ab'.repeat(32),
  problems: [],
};

test('a row tells sizes, both times, the digest and that all was equal', () => {
  expect(isRight(row)).toBe(true);
  expect(formatTable([row]).split('\n')[1]).toBe(
    'golden  raw     4096.0   560.0     2.12  7.89  abababababababab  equal  equal',
  );
});

test('another digest and what does not read back are told in full', () => {
  const other = { ...row, again: 'cd'.repeat(32) };
  const wrong = { ...row, problems: ['qemu-img: Content mismatch at offset 512!'] };
  expect([other, wrong].map(isRight)).toEqual([false, false]);
  const text = formatTable([other, wrong]);
  expect(text).toContain('DIFFERS');
  expect(text).toContain(`golden as raw: is ${'cd'.repeat(32)} the second time, and was ${'ab'.repeat(32)}`);
  expect(text).toContain('golden as raw: qemu-img: Content mismatch at offset 512!');
});
