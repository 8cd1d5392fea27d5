import type { EntryChange } from '@strata/layers/contents';
import { findLeftovers, formatLeftover } from './leftovers';

const added = (path: string): EntryChange => ({ path, kind: 'added', aspects: [] });

test.each([
  ['var/log/dpkg.log', [], true],
  ['var/log', [], true],
  ['var/logs/x', [], false],
  ['etc/ld.so.cache', [], true],
  ['etc/app/app.conf', [], false],
  ['etc/app/app.conf', ['/etc/app/**'], true],
  ['etc/app', ['/etc/app/**'], true],
  ['etc/app/a.conf', ['/etc/*/a.conf'], true],
  ['etc/app/b/a.conf', ['/etc/*/a.conf'], false],
  ['srv/a/b/c.db', ['/srv/**/*.db'], true],
  ['etc/xyz', ['/etc/x.z'], false],
] as const)('%s may stay by %j: %s', (path, allowed, isAllowed) => {
  expect(findLeftovers([added(path)], allowed)).toEqual(isAllowed ? [] : [added(path)]);
});

test('what is left is shown with what changed of it', () => {
  expect(formatLeftover({ path: 'etc/passwd', kind: 'changed', aspects: ['content'] })).toBe(
    'changed /etc/passwd (content)',
  );
});
