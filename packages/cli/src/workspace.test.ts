import { createMemoryFiles } from '@strata/sdk/testing';
import { createWorkspace } from './workspace';

const image = 'source "rootfs" "x" {}';
const open = (files: Readonly<Record<string, string | { readonly link: string }>>) =>
  createWorkspace(createMemoryFiles(files), { root: '/ws', cwd: '/ws' });

test('a project is named by its project.json, else its package.json, else its folder', async () => {
  const workspace = open({
    '/ws/images/a/project.json': '{"name":"first"}',
    '/ws/images/a/image.pkr.hcl': image,
    '/ws/images/b/package.json': '{"name":"second"}',
    '/ws/images/b/packer.json': '{}',
    '/ws/images/c/image.pkr.json': '{}',
    '/ws/apps/api/package.json': '{"name":"@x/api","nx":{"name":"api"}}',
    '/ws/vm-apps/tool/vm-app.json': '{}',
    '/ws/docs/readme.md': '',
  });
  expect((await workspace.names()).toSorted()).toEqual(['api', 'c', 'first', 'second', 'tool']);
  expect((await workspace.images()).map(({ name }) => name).toSorted()).toEqual(['c', 'first', 'second']);
  expect(await workspace.findDirectory('api')).toBe('/ws/apps/api');
  expect(await workspace.findImage('api')).toBeUndefined();
  expect(await workspace.findImage('second')).toMatchObject({ template: '/ws/images/b/packer.json' });
});

test('of two projects of one name the first in byte order of their paths counts', async () => {
  const workspace = open({
    '/ws/b/base/image.pkr.hcl': image,
    '/ws/a/deep/base/image.pkr.hcl': image,
    '/ws/c/base/image.pkr.hcl': image,
  });
  expect(await workspace.findDirectory('base')).toBe('/ws/a/deep/base');
});

test('what tools keep, hidden folders and links are not searched', async () => {
  const workspace = open({
    '/ws/node_modules/m/image.pkr.hcl': image,
    '/ws/dist/d/image.pkr.hcl': image,
    '/ws/.cache/h/image.pkr.hcl': image,
    '/ws/linked': { link: '/elsewhere' },
    '/elsewhere/image.pkr.hcl': image,
  });
  expect(await workspace.names()).toEqual([]);
});
