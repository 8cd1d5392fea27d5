import { addProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { parseHcl } from '@strata/hcl';
import { imageGenerator } from './image';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  addProjectConfiguration(tree, 'golden', {
    root: 'images/golden',
    metadata: { strata: { template: 'images/golden', sources: [], parents: [], edges: [] } } as object,
    targets: {},
  });
});

const template = (name: string) => tree.read(`images/${name}/image.pkr.hcl`, 'utf8') ?? '';

test('an image from another names its parent and stands on its layers', async () => {
  await imageGenerator(tree, { name: 'web', from: 'golden', skipFormat: true });
  expect(template('web')).toContain('project = "golden"');
  expect(template('web')).toContain('from = data.strata-image.golden.layers');
});

test('an image without a parent stands on a base of its own', async () => {
  await imageGenerator(tree, { name: 'base', suite: 'noble', skipFormat: true });
  expect(template('base')).toMatch(/distribution = "ubuntu"\n\s+suite {8}= "noble"/);
});

test.each([{ from: 'golden' }, {}])('what is written is HCL without a fault: %j', async (options) => {
  await imageGenerator(tree, { name: 'web', ...options, skipFormat: true });
  expect(parseHcl(template('web'), 'image.pkr.hcl').diagnostics).toEqual([]);
});

test('the script and the page are there, named for the image', async () => {
  await imageGenerator(tree, { name: 'web', directory: 'os/web', skipFormat: true });
  expect(tree.read('os/web/scripts/install.sh', 'utf8')).toContain('/etc/web');
  expect(tree.read('os/web/README.md', 'utf8')).toContain('nx run web:build-image');
});

test('a parent that does not exist is refused with the nearest name', async () => {
  await expect(imageGenerator(tree, { name: 'web', from: 'goldne' })).rejects.toThrow(
    'No image is called "goldne". Did you mean "golden"? There are: golden.',
  );
});

test('a folder with something in it is not written into', async () => {
  tree.write('images/web/keep.txt', 'x');
  await expect(imageGenerator(tree, { name: 'web' })).rejects.toThrow('images/web is not empty');
});
