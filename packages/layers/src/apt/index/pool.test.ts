import type { PackageEntry } from './packages';
import { formatPool, openPool } from './pool';

const entry = (filename: string, size: number) =>
  ({ filename, size, sha256: 'a'.repeat(64) }) as PackageEntry;

test('every file of an index is found by its path, and no other', () => {
  const names = Array.from({ length: 997 }, (_, index) => `pool/main/${index * 7}/x_${index}.deb`);
  const pool = openPool(Buffer.from(formatPool(names.map(entry))));
  names.forEach((name, index) => {
    expect(pool.find(name)).toEqual({ path: name, sha256: 'a'.repeat(64), size: index });
  });
  for (const absent of [
    '',
    'pool',
    'pool/main/0/x_0.de',
    'pool/main/0/x_0.debx',
    '~',
    'pool/main/7/x_2.deb',
  ]) {
    expect(pool.find(absent)).toBeUndefined();
  }
});

test('an empty index has no files', () => {
  expect(openPool(Buffer.alloc(0)).find('pool/x')).toBeUndefined();
});
