import { readNxJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { initGenerator } from './init';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

test('the plugin and the table of images are added to the workspace, and what Strata keeps is ignored', async () => {
  await initGenerator(tree, { skipFormat: true });
  const nxJson = readNxJson(tree);
  expect(nxJson?.plugins).toContainEqual({ plugin: '@strata/nx/plugin', options: {} });
  expect(nxJson?.sync?.globalGenerators).toEqual(['@strata/nx:sync']);
  expect(tree.read('.gitignore', 'utf8')?.split('\n')).toEqual(expect.arrayContaining(['.strata', 'dist']));
});

test('what was there before stays', async () => {
  tree.write('.gitignore', 'node_modules');
  tree.write('nx.json', JSON.stringify({ plugins: ['@nx/js'], sync: { globalGenerators: ['a:b'] } }));
  await initGenerator(tree, { skipFormat: true });
  expect(tree.read('.gitignore', 'utf8')).toBe('node_modules\n.strata\ndist\n');
  expect(readNxJson(tree)?.plugins?.[0]).toBe('@nx/js');
  expect(readNxJson(tree)?.sync?.globalGenerators).toEqual(['a:b', '@strata/nx:sync']);
});

test('a second time nothing is written', async () => {
  await initGenerator(tree, { skipFormat: true });
  const changes = tree.listChanges().map(({ path, content }) => [path, content?.toString()]);
  await initGenerator(tree, { skipFormat: true });
  expect(tree.listChanges().map(({ path, content }) => [path, content?.toString()])).toEqual(changes);
});
