import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { parseHcl } from '@strata/hcl';
import { type ImageOptions, writeImage } from './write-image';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const write = (options: ImageOptions) => writeImage(tree, { skipFormat: true, ...options }, ['golden']);
const template = (name: string) => tree.read(`images/${name}/image.pkr.hcl`, 'utf8') ?? '';

test('an image from another names its parent and stands on its layers', async () => {
  await write({ name: 'web', from: 'golden' });
  expect(template('web')).toContain('project = "golden"');
  expect(template('web')).toContain('from = data.strata-image.golden.layers');
});

test('an image without a parent stands on a base of its own', async () => {
  await write({ name: 'base', suite: 'noble' });
  expect(template('base')).toMatch(/distribution = "ubuntu"\n\s+suite {8}= "noble"/);
});

test.each([{ from: 'golden' }, {}])('what is written is HCL without a fault: %j', async (options) => {
  await write({ name: 'web', ...options });
  expect(parseHcl(template('web'), 'image.pkr.hcl').diagnostics).toEqual([]);
});

test('the script and the page are there, named for the image', async () => {
  await write({ name: 'web', directory: 'os/web' });
  expect(tree.read('os/web/scripts/install.sh', 'utf8')).toContain('/etc/web');
  expect(tree.read('os/web/README.md', 'utf8')).toContain('nx run web:build-image');
});

test('a parent that does not exist is refused with the nearest name', async () => {
  await expect(write({ name: 'web', from: 'goldne' })).rejects.toThrow(
    'No image is called "goldne". Did you mean "golden"? There are: golden.',
  );
});

test('a folder with something in it is not written into', async () => {
  tree.write('images/web/keep.txt', 'x');
  await expect(write({ name: 'web' })).rejects.toThrow('images/web is not empty');
});
