import { completeLockfile, getMissingEntries, getPlatform } from './missing-entries';

const lockfile = {
  packages: {
    'node_modules/nx': {
      version: '24.0.6',
      dev: true,
      optionalDependencies: {
        '@nx/nx-linux-x64-gnu': '24.0.6',
        '@nx/nx-darwin-arm64': '24.0.6',
        fsevents: '^2.3.3',
      },
    },
    'node_modules/@nx/nx-linux-x64-gnu': { version: '24.0.6', optional: true },
    'node_modules/a/node_modules/b': { optionalDependencies: { beside: '1.0.0', below: '1.0.0' } },
    'node_modules/a/node_modules/beside': { version: '1.0.0' },
    'node_modules/a/node_modules/b/node_modules/below': { version: '1.0.0' },
  },
};

test('an optional package that the lock file lacks is added with its platform', () => {
  expect(getMissingEntries(lockfile)).toEqual({
    'node_modules/@nx/nx-darwin-arm64': {
      version: '24.0.6',
      dev: true,
      optional: true,
      os: ['darwin'],
      cpu: ['arm64'],
    },
  });
});

test('completing a complete lock file changes nothing', () => {
  const once = completeLockfile(lockfile);
  expect(completeLockfile(once)).toEqual(once);
});

test.each([
  ['@swc/core-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
  ['@swc/core-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ['@unrs/resolver-binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
  ['@unrs/resolver-binding-android-arm-eabi', { os: ['android'], cpu: ['arm'] }],
  ['a-name-without-a-platform', {}],
])('the platform of %s is read from its name', (name, platform) => {
  expect(getPlatform(name)).toEqual(platform);
});
