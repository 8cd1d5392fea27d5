import { openPool } from '../index/pool';
import { readsZstd, replaceFiles } from './bootstrap-forms';

test.each([
  ['1.21.18', true],
  ['1.21.22', true],
  ['1.22.6ubuntu6.1', true],
  ['2:1.23', true],
  ['1.21.17', false],
  ['1.20.13', false],
  ['', false],
])('dpkg %s reads zstd: %s', (version, expected) => {
  expect(readsZstd(version)).toBe(expected);
});

test('an archive shows the quick form of a package where there is one', () => {
  const pool = openPool(Buffer.from('pool/a.deb\tslow\t1\npool/b.deb\tother\t2\n'));
  const archive = { uri: 'http://mirror.example/debian', suites: new Map(), pool };
  const [shown] = replaceFiles([archive], new Map([['slow', { sha256: 'quick', size: 3 }]]));
  expect(shown?.pool.find('pool/a.deb')).toEqual({ path: 'pool/a.deb', sha256: 'quick', size: 3 });
  expect(shown?.pool.find('pool/b.deb')).toEqual({ path: 'pool/b.deb', sha256: 'other', size: 2 });
  expect(shown?.pool.find('pool/c.deb')).toBeUndefined();
});
