import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { baseTemplate, childTemplate } from '../testing/templates';

let workspace: NxWorkspace;
beforeEach(() => {
  workspace = createNxWorkspace({
    'images/golden/image.pkr.hcl': baseTemplate('golden'),
    'images/web/image.pkr.hcl': childTemplate('web', 'golden'),
  });
  linkRepository(workspace);
});
afterEach(() => workspace.remove());

interface GraphFile {
  readonly graph: { readonly dependencies: Record<string, readonly { readonly target: string }[]> };
}

function readEdges(): readonly string[] {
  expect(workspace.nx('graph', '--file=graph.json').output).toContain('graph.json');
  const { graph } = JSON.parse(workspace.read('graph.json')) as GraphFile;
  return Object.entries(graph.dependencies)
    .flatMap(([from, edges]) => edges.map(({ target }) => `${target} → ${from}`))
    .sort();
}

test('nx graph shows which image stands on which', () => {
  expect(readEdges()).toEqual(['golden → web']);
});

/** A template that stands on where golden was published, in each cloud. */
const inClouds = {
  aws: `source "amazon-ebs" "cloud" {
  source_ami    = data.strata-image.golden.ami["eu-west-1"]
  region        = "eu-west-1"
  instance_type = "t3.small"
  ami_name      = "cloud"
  ssh_username  = "admin"
}
build { sources = ["source.amazon-ebs.cloud"] }
`,
  azure: `source "azure-arm" "cloud" {
  os_type  = "Linux"
  location = "westeurope"
  vm_size  = "Standard_B2s"

  shared_image_gallery { id = data.strata-image.golden.gallery_version }

  managed_image_name                = "cloud"
  managed_image_resource_group_name = "images"
}
build { sources = ["source.azure-arm.cloud"] }
`,
};

test.each([
  ['aws', 'amazon-ebs', { region: 'eu-west-1' }],
  ['azure', 'azure-arm', {}],
] as const)(
  'what reads where its parent was published in %s waits for that, with the destination that was chosen',
  (cloud, builder, settings) => {
    workspace.write({
      'destinations.json': { [cloud]: { kind: cloud, ...settings } },
      'images/cloud/image.pkr.hcl': `data "strata-image" "golden" { project = "golden" }\n${inClouds[cloud]}`,
    });
    const { code } = workspace.nx('run', 'cloud:validate');
    expect(code).toBe(0);
    workspace.nx('run', 'cloud:build-image', '-c', cloud, '--graph=tasks.json');
    const { dependencies } = JSON.parse(workspace.read('tasks.json')).tasks;
    expect(dependencies[`cloud:build-image--${builder}.cloud:${cloud}`]).toMatchObject([
      { id: 'golden:build-image--rootfs.golden' },
      { id: `golden:publish-image--awaited:${cloud}` },
    ]);
    expect(dependencies[`golden:publish-image--awaited:${cloud}`]).toMatchObject([
      { id: 'golden:test-image' },
    ]);
  },
);

test('every template is validated in one process, and told to be valid', () => {
  const { code, output } = workspace.nx('run-many', '-t', 'validate');
  expect(output).toContain('Running 2 tasks with @strata/nx:validate');
  expect(output).toContain('Successfully ran target validate for 2 projects');
  expect(code).toBe(0);
});

test('a second validation is answered from the cache', () => {
  workspace.nx('run-many', '-t', 'validate');
  expect(workspace.nx('run-many', '-t', 'validate').output).toContain('2 out of 2 tasks');
});

test('a broken template fails its own project, with the place, and no other', () => {
  workspace.write({ 'images/broken/image.pkr.hcl': 'source "rootfs" "broken" {\n  from = \n}\n' });
  expect(readEdges()).toEqual(['golden → web']);
  const { code, output } = workspace.nx('run-many', '-t', 'validate');
  expect(code).toBe(1);
  expect(output).toContain('on images/broken/image.pkr.hcl line 2');
  expect(output).toMatch(/Failed tasks:\s+- broken:validate\s/);
  expect(output).toMatch(/✔ {2}nx run web:validate/);
  expect(output).not.toMatch(/^\s+at .*\.(ts|js):\d+/m);
});

test('the targets of a broken template say what is wrong with it', () => {
  workspace.write({ 'images/broken/image.pkr.hcl': 'source "rootfs" "broken" {\n  from = \n}\n' });
  const { code, output } = workspace.nx('run', 'broken:build-image');
  expect(code).toBe(1);
  expect(output).toContain('image.pkr.hcl line 2');
});

test('a parent that does not exist is told by its child, with the nearest name, and the graph is there', () => {
  workspace.write({ 'images/lost/image.pkr.hcl': childTemplate('lost', 'goldne') });
  expect(readEdges()).toEqual(['golden → web']);
  const { code, output } = workspace.nx('run', 'lost:validate');
  expect(code).toBe(1);
  expect(output).toContain('"golden"');
});

test('images that stand on each other in a ring are told by their own targets, and the others are built', () => {
  workspace.write({
    'images/a/image.pkr.hcl': childTemplate('a', 'b'),
    'images/b/image.pkr.hcl': childTemplate('b', 'a'),
  });
  expect(readEdges()).toEqual(['a → b', 'b → a', 'golden → web']);
  expect(workspace.nx('run', 'golden:validate').code).toBe(0);
  expect(workspace.nx('run', 'a:build-image').output).toMatch(/a → b → a|b → a → b/);
});

test('the sync generator keeps the table of images, and its check says when it is behind', () => {
  workspace.write({
    'nx.json': {
      ...JSON.parse(workspace.read('nx.json')),
      sync: { globalGenerators: ['@strata/nx:sync'], applyChanges: true },
    },
  });
  expect(workspace.nx('sync:check').code).not.toBe(0);
  expect(workspace.nx('sync').code).toBe(0);
  expect(workspace.read('docs/images.md')).toContain('| [web](../images/web) | `rootfs.web` | `golden` |');
  expect(workspace.nx('sync:check').code).toBe(0);
});
