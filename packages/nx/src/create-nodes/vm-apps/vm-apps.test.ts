import type { CreateNodesContext, ProjectConfiguration } from '@nx/devkit';
import { createDependencies } from '../../create-dependencies/create-dependencies';
import { createTempWorkspace, type TempWorkspace } from '../../testing/temp-workspace';
import { createNodes } from '../create-nodes';
import type { PluginOptions } from '../options';

const definition = {
  version: '1.0.0',
  package: {
    kind: 'files',
    files: [
      { from: 'files', to: '/opt/app' },
      { project: 'service', target: 'bundle', from: 'dist/bundle', to: '/opt/app' },
      { project: 'notes', from: 'README.md', to: '/opt/app/' },
    ],
  },
  configuration: 'app.json',
  test: { image: 'golden', machine: { needs: ['runtime'] } },
};

let workspace: TempWorkspace;
afterEach(() => workspace.remove());

async function read(files: Readonly<Record<string, string>>, options: PluginOptions = {}) {
  workspace = createTempWorkspace(files);
  const context = { workspaceRoot: workspace.root, nxJsonConfiguration: {} } as CreateNodesContext;
  const results = await createNodes[1](Object.keys(files), options, context);
  return Object.assign({}, ...results.map(([, { projects }]) => projects)) as Record<
    string,
    ProjectConfiguration
  >;
}

const readOne = async (text: string, options?: PluginOptions) =>
  (await read({ 'vm-apps/app/vm-app.json': text }, options))['vm-apps/app'];

test('a folder with a definition is a project that packages, tries and publishes', async () => {
  const project = await readOne(JSON.stringify(definition));
  expect(project).toMatchObject({ name: 'app', tags: ['type:vm-app'] });
  expect(Object.keys(project?.targets ?? {})).toEqual(['package-vm-app', 'test-vm-app', 'publish-vm-app']);
  expect(project?.targets?.['test-vm-app']?.dependsOn).toEqual([
    'package-vm-app',
    { projects: ['golden'], target: 'build-image' },
    { projects: ['runtime'], target: 'package-vm-app' },
  ]);
  expect(project?.targets?.['publish-vm-app']).toMatchObject({ cache: false, dependsOn: ['test-vm-app'] });
});

test('what is packed is what decides the package, wherever it comes from', async () => {
  const target = (await readOne(JSON.stringify(definition)))?.targets?.['package-vm-app'];
  expect(target?.dependsOn).toEqual([{ projects: ['service'], target: 'bundle' }]);
  expect(target?.inputs).toEqual(
    expect.arrayContaining([
      '{projectRoot}/{vm-app,vm-app.lock,project,package}.json',
      '{workspaceRoot}/vm-apps/app/files/**/*',
      '{workspaceRoot}/vm-apps/app/app.json',
      { dependentTasksOutputFiles: '**/dist/bundle/**/*' },
      { input: 'default', projects: ['notes'] },
    ]),
  );
  expect(target?.outputs).toEqual(['{projectRoot}/dist/vm-app']);
});

test('the graph has edges to what it names', async () => {
  const app = (await readOne(JSON.stringify(definition))) as ProjectConfiguration;
  const projects = { app, golden: { root: 'g' }, runtime: { root: 'r' }, service: { root: 's' } };
  const edges = await createDependencies({}, { projects } as unknown as Parameters<
    typeof createDependencies
  >[1]);
  expect(edges.map(({ target }) => target)).toEqual(['golden', 'runtime', 'service']);
});

test.each(['{', '[]', 'null', '{"package": 3, "test": []}', '{"test": {"machine": {"needs": [3]}}}'])(
  'a broken definition still has its targets, which say what is wrong: %s',
  async (text) => {
    expect(Object.keys((await readOne(text))?.targets ?? {})).toHaveLength(3);
  },
);

test('every target can have another name', async () => {
  const options = {
    packageVmAppTargetName: 'pack',
    testVmAppTargetName: 'try',
    publishVmAppTargetName: 'send',
  };
  expect(Object.keys((await readOne('{}', options))?.targets ?? {})).toEqual(['pack', 'try', 'send']);
});
