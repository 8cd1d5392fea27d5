import { asksForBuild, formatMissing } from './pre-tasks';

test.each([
  [['nx', 'run-many', '-t', 'build-image'], true],
  [['nx', 'affected', '--targets=validate,build-image'], true],
  [['nx', 'run', 'golden:build-image--rootfs.golden'], true],
  [['nx', 'run', 'golden:validate'], false],
  [['nx', 'test', 'build-images-app'], false],
])('%j asks for a build: %s', (argv, asks) => {
  expect(asksForBuild(argv)).toBe(asks);
});

test('a renamed target is known by its name', () => {
  expect(asksForBuild(['nx', 'bake', 'golden'], { buildImageTargetName: 'bake' })).toBe(true);
});

test('what is missing is told with the reason and the one command that brings it', () => {
  const missing = [
    { command: 'unshare', package: 'util-linux', why: 'runs steps in namespaces' },
    { command: 'nsenter', package: 'util-linux', why: 'enters them' },
  ];
  expect(formatMissing(missing, false)).toContain('unshare: runs steps in namespaces');
  expect(formatMissing(missing, false)).toContain('Install them: sudo apt-get install util-linux\n');
  expect(formatMissing(missing, true)).toContain('Install them: apt-get install util-linux\n');
});
