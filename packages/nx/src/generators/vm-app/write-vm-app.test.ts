import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { type VmAppOptions, writeVmApp } from './write-vm-app';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const write = (options: VmAppOptions) => writeVmApp(tree, { skipFormat: true, ...options });
const read = (path: string) => JSON.parse(tree.read(path, 'utf8') ?? 'null');

test('an application of Debian packages names them and the release', async () => {
  await write({ name: 'tools', packages: ['jq', 'curl'], suite: 'noble', image: 'golden' });
  expect(read('vm-apps/tools/vm-app.json')).toEqual({
    $schema: '../../node_modules/@strata/nx/schemas/vm-app-definition.json',
    version: '1.0.0',
    package: { kind: 'debs', distribution: 'ubuntu', suite: 'noble', packages: ['jq', 'curl'] },
    test: { image: 'golden' },
  });
});

test('an application of what another project makes names its target', async () => {
  await write({ name: 'agent', project: 'agent-code', target: 'bundle', directory: 'apps/agent-vm' });
  expect(read('apps/agent-vm/vm-app.json').package.files).toEqual([
    { project: 'agent-code', target: 'bundle', from: 'dist', to: '/opt/agent' },
  ]);
});

test('an application of neither has a first file, and a page', async () => {
  await write({ name: 'motd' });
  expect(tree.read('vm-apps/motd/files/hello.txt', 'utf8')).toBe('Hello from motd.\n');
  expect(tree.read('vm-apps/motd/README.md', 'utf8')).toContain('nx run motd:test-vm-app');
});

test('one made from two things is refused', async () => {
  await expect(write({ name: 'a', packages: ['jq'], project: 'b' })).rejects.toThrow('not both');
});

test('a folder with something in it is not written into', async () => {
  tree.write('vm-apps/a/keep.txt', 'x');
  await expect(write({ name: 'a' })).rejects.toThrow('vm-apps/a is not empty');
});
