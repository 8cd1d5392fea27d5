import type { CreateNodesContext, ProjectConfiguration } from '@nx/devkit';
import { createDependencies } from '../create-dependencies/create-dependencies';
import { createTempWorkspace, type TempWorkspace } from '../testing/temp-workspace';
import { createNodes } from './create-nodes';
import type { PluginOptions } from './options';

const golden = `
variable "level" {
  type    = string
  default = "low"
}
source "rootfs" "golden" {
  bootstrap {
    suite = "bookworm"
  }
}
build {
  sources = ["source.rootfs.golden"]
  provisioner "shell" {
    script = "\${path.root}/scripts/\${var.level}.sh"
  }
}
`;

const web = `
data "strata-image" "golden" {
  project = "golden"
}
data "strata-output" "app" {
  project = "app"
  target  = "bundle"
  path    = "dist"
}
source "rootfs" "web" {
  from = data.strata-image.golden.layers
}
build {
  sources = ["source.rootfs.web"]
  provisioner "file" {
    source      = "\${path.root}/../../shared/motd"
    destination = "/etc/motd"
  }
  provisioner "image-copy" {
    from        = data.strata-output.app.files
    paths       = ["/"]
    destination = "/srv/app"
  }
}
`;

let workspace: TempWorkspace;
beforeEach(() => {
  workspace = createTempWorkspace({
    'images/golden/image.pkr.hcl': golden,
    'images/golden/scripts/low.sh': 'true\n',
    'images/golden/scripts/high.sh': 'true\n',
    'images/web/image.pkr.hcl': web,
    'shared/motd': 'Hello\n',
  });
});
afterEach(() => workspace.remove());

async function infer(
  files: readonly string[],
  options?: PluginOptions,
): Promise<Record<string, ProjectConfiguration>> {
  const context = { workspaceRoot: workspace.root, nxJsonConfiguration: {} } as CreateNodesContext;
  const results = await createNodes[1](files, options, context);
  const projects = results.flatMap(([, { projects = {} }]) => Object.values(projects));
  return Object.fromEntries(projects.map((project) => [project.name ?? '', project as ProjectConfiguration]));
}

const both = ['images/golden/image.pkr.hcl', 'images/web/image.pkr.hcl'];

test('every folder with a template is a project with a target for each of its sources', async () => {
  const projects = await infer(both);
  expect(Object.keys(projects)).toEqual(['golden', 'web']);
  expect(Object.keys(projects['golden']?.targets ?? {})).toContain('build-image--rootfs.golden');
});

test('a file that the template names is an input, inside the project and outside, and no other is', async () => {
  const { golden, web } = await infer(both);
  const inputs = golden?.targets?.['build-image--rootfs.golden']?.inputs;
  expect(inputs).toContain('{workspaceRoot}/images/golden/scripts/low.sh');
  expect(JSON.stringify(inputs)).not.toMatch(/high\.sh|README|projectRoot}\/\*\*/);
  expect(web?.targets?.['build-image--rootfs.web']?.inputs).toContain('{workspaceRoot}/shared/motd');
});

test('a template in JSON is a project like any other, with edges, inputs and variables from JSON files', async () => {
  const json = {
    variable: { level: { default: 'low' } },
    data: { 'strata-image': { golden: { project: 'golden' } } },
    source: { rootfs: { json: { from: '${data.strata-image.golden.layers}' } } },
    build: {
      sources: ['source.rootfs.json'],
      provisioner: { shell: { script: '${path.root}/scripts/${var.level}.sh' } },
    },
  };
  workspace.write({
    'images/json/image.pkr.json': JSON.stringify(json),
    'images/json/x.auto.pkrvars.json': '{"level": "high"}',
  });
  const { json: project } = await infer([...both, 'images/json/image.pkr.json']);
  const target = project?.targets?.['build-image--rootfs.json'];
  expect(target?.inputs).toEqual(
    expect.arrayContaining([
      '{projectRoot}/*.pkr.{hcl,json}',
      '{projectRoot}/*.auto.pkrvars.{hcl,json}',
      '{workspaceRoot}/images/json/scripts/high.sh',
      { env: 'PKR_VAR_level' },
      { dependentTasksOutputFiles: '**/*.receipt.json' },
    ]),
  );
  expect(project?.metadata).toMatchObject({ strata: { parents: ['golden'], template: 'images/json' } });
});

test('a variable’s value decides which file is meant, and the environment that may set it is an input', async () => {
  workspace.write({ 'images/golden/x.auto.pkrvars.hcl': 'level = "high"\n' });
  const { golden } = await infer(both);
  const inputs = golden?.targets?.['build-image--rootfs.golden']?.inputs;
  expect(inputs).toContain('{workspaceRoot}/images/golden/scripts/high.sh');
  expect(inputs).toContainEqual({ env: 'PKR_VAR_level' });
});

test('a child waits for its parent and for what makes its files', async () => {
  const { web } = await infer(both);
  expect(web?.targets?.['build-image--rootfs.web']?.dependsOn).toEqual([
    { projects: ['golden'], target: 'build-image--rootfs.golden' },
    { projects: ['app'], target: 'bundle' },
  ]);
});

test('the second time the same is read from the cache', async () => {
  const first = await infer(both);
  expect(workspace.read('.nx/workspace-data/strata-outlines.json')).toContain('rootfs.golden');
  expect(await infer(both)).toEqual(first);
});

test('a broken template keeps its project and does not hide the others', async () => {
  workspace.write({ 'images/golden/image.pkr.hcl': 'source "rootfs" "golden" {' });
  const { golden, web } = await infer(both);
  expect(golden?.targets?.['build-image']).toBeDefined();
  expect(golden?.targets?.['validate']?.executor).toBe('@strata/nx:validate');
  expect(web?.targets?.['build-image--rootfs.web']).toBeDefined();
});

test('nothing of this machine is written into a target', async () => {
  expect(JSON.stringify(await infer(both))).not.toContain(workspace.root);
});

test('every reference to a project that exists is an edge from the file that holds it', async () => {
  const projects = { ...(await infer(both)), app: { root: 'apps/app' } };
  const edges = await createDependencies(undefined, { projects } as unknown as Parameters<
    typeof createDependencies
  >[1]);
  const sourceFile = 'images/web/image.pkr.hcl';
  expect(edges).toEqual([
    { source: 'web', target: 'golden', type: 'static', sourceFile },
    { source: 'web', target: 'app', type: 'static', sourceFile },
  ]);
});

test('a reference that leads nowhere is no edge, and the rest of the graph is there', async () => {
  const { web } = await infer(both);
  const edges = await createDependencies(undefined, { projects: { web } } as unknown as Parameters<
    typeof createDependencies
  >[1]);
  expect(edges).toEqual([]);
});
