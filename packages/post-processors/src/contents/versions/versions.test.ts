import { compareVersions } from './compare';

const sign = (number: number) => Math.sign(number);

/** Each is older than the next. */
test.each([
  ['deb', ['1.0~rc1', '1.0', '1.0-1', '1.0-1+b1', '1:0.1']],
  ['rpm', ['1.0~rc1', '1.0', '1.0^git1', '1.0a', '1.0.1', '1.1-1', '1.1-2', '1.1-10', '1:0.1-1']],
  ['apk', ['1.2_alpha', '1.2_rc1', '1.2', '1.2-r1', '1.2-r10', '1.2_git20200101', '1.2_p1', '1.2a', '1.2.0']],
  ['npm', ['1.0.0-alpha.1', '1.0.0-rc.1', '1.0.0', '1.2.0', '1.10.0']],
  ['pypi', ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.1']],
] as const)('versions of %s: %j', (ecosystem, versions) => {
  for (const [at, one] of versions.entries())
    for (const [other, two] of versions.entries())
      expect([one, two, sign(compareVersions(ecosystem, one, two))]).toEqual([one, two, sign(at - other)]);
});

test.each([
  ['rpm', '1.05-1', '1.5-1'],
  ['rpm', '2.0.1', '2_0_1'],
  ['apk', '1.2-r0', '1.2'],
] as const)('%s takes %s for %s', (ecosystem, a, b) => {
  expect(compareVersions(ecosystem, a, b)).toBe(0);
});
