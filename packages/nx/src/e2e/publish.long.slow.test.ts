import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RealRegistry, startRealRegistry } from '../../../layers/src/testing/real-registry';
import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { addTinyBase, makeTemplate, parentOf, shellStep } from '../testing/tiny-base';

const golden = parentOf('golden');

let folder: string;
let registry: RealRegistry;
let workspace: NxWorkspace;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-registry-'));
  registry = await startRealRegistry(folder);
  workspace = createNxWorkspace({
    'nx.json': {
      analytics: false,
      neverConnectToCloud: true,
      cacheDirectory: '.nx/cache',
      plugins: [{ plugin: '@strata/nx/plugin', options: {} }],
      targetDefaults: {
        'publish-image': { options: { to: [`${registry.host}/team/{projectName}:1`] } },
      },
    },
    'images/golden/tests/one.sh': '# strata-test: layers\ngrep golden /etc/golden\n',
    'images/web/image.pkr.hcl':
      golden.data + makeTemplate('web', golden.from, [shellStep('echo web > /etc/web')]),
    'images/inner/image.pkr.hcl':
      golden.data + makeTemplate('inner', golden.from, [shellStep('echo inner > /etc/inner')]),
    'family/project.json': {
      name: 'family',
      targets: {
        release: {
          executor: '@strata/nx:release',
          dependsOn: [{ projects: ['golden', 'web'], target: 'test-image' }],
          options: { images: ['web', 'golden'], to: [`${registry.host}/set/{image}:1`] },
        },
      },
    },
    'images/inner/project.json': { name: 'inner', targets: { 'publish-image': { options: { to: [] } } } },
  });
  const base = addTinyBase(workspace);
  workspace.write({
    'images/golden/image.pkr.hcl': makeTemplate('golden', base, [shellStep('echo golden > /etc/golden')]),
  });
  linkRepository(workspace);
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  workspace.remove();
  rmSync(folder, { recursive: true });
});

/** What the registry was asked to change since. */
const getChanges = (from = 0) =>
  registry
    .log()
    .slice(from)
    .filter((line) => !/^(?:GET|HEAD) /.test(line));

test('a dry run of a child publishes none of its parents either', () => {
  const { output } = workspace.nx('run', 'web:publish-image', '--dryRun', '--output-style=static');
  expect(output).toMatch(/team\/golden:1: would be/);
  expect(getChanges()).toEqual([]);
}, 300_000);

test('all images are published by one command, parents first, and a second time nothing is sent', async () => {
  const first = workspace.nx('run-many', '-t', 'publish-image', '--output-style=static');
  expect(first.output).toContain(`${registry.host}/team/golden:1: published as`);
  expect(first.output).toMatch(/team\/web:1: published as .*take over \d parts from team\/golden/);
  expect(first.output).toContain('inner is published nowhere');
  expect(first.code).toBe(0);
  const tags = getChanges().filter((line) => line.endsWith('/manifests/1 201'));
  expect(tags).toEqual(['PUT /v2/team/golden/manifests/1 201', 'PUT /v2/team/web/manifests/1 201']);

  const before = registry.log().length;
  const second = workspace.nx('run-many', '-t', 'publish-image', '--output-style=static');
  expect(second.output.match(/nothing to do, it is/g)).toHaveLength(2);
  expect(second.code).toBe(0);
  const other = `--to=${registry.host}/team/golden:2`;
  const dry = workspace.nx('run', 'golden:publish-image', '--dryRun', other);
  expect(dry.output).toMatch(/team\/golden:2: would be .*; to do: set the tag 2/);
  expect(getChanges(before)).toEqual([]);
}, 300_000);

test('a family is released by a target of any project, after the tests of its images, and a second time is not', () => {
  const before = registry.log().length;
  const dry = workspace.nx('run', 'family:release', '--dryRun', '--output-style=static');
  expect(dry.output).toMatch(/web: .*set\/web:1: would be/);
  expect(getChanges(before)).toEqual([]);
  const first = workspace.nx('run', 'family:release', '--output-style=static');
  expect(first.output).toMatch(/nx run web:test-image/);
  expect([first.code, getChanges(before).slice(-2)]).toEqual([
    0,
    ['PUT /v2/set/golden/manifests/1 201', 'PUT /v2/set/web/manifests/1 201'],
  ]);
  const again = workspace.nx('run', 'family:release', '--output-style=static');
  expect(again.output).toContain('Nothing to do: the whole set is as it should be.');
}, 300_000);
