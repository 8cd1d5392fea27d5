import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { addTinyBase, makeTemplate, parentOf, shellStep } from '../testing/tiny-base';

const golden = parentOf('golden');

/** The bundle of an application, brought into web. */
const output = `data "strata-output" "app" {
  project = "app"
  target  = "bundle"
  path    = "dist"
}

`;
const copyOutput = `  provisioner "image-copy" {
    from        = data.strata-output.app.files
    paths       = ["/"]
    destination = "/srv/app"
  }`;

let workspace: NxWorkspace;
let base: string;
let copy: string;
let first: ReturnType<NxWorkspace['nx']>;
/**
 * The first build of all resolves the base and writes images.lock.json, which is an input of the next: both are made once,
 * and each test begins with a copy of what they left, at the very same path.
 */
beforeAll(() => {
  workspace = createNxWorkspace({
    'apps/app/project.json': {
      name: 'app',
      targets: {
        bundle: {
          command: 'mkdir -p apps/app/dist && cp apps/app/main.js apps/app/dist/',
          cache: true,
          inputs: ['{projectRoot}/main.js'],
          outputs: ['{projectRoot}/dist'],
        },
      },
    },
    'apps/app/main.js': 'one\n',
    'images/web/image.pkr.hcl': golden.data + output + makeTemplate('web', golden.from, [copyOutput]),
    'images/db/image.pkr.hcl':
      golden.data + makeTemplate('db', golden.from, [shellStep('echo db > /etc/db')]),
  });
  base = addTinyBase(workspace);
  writeGolden('echo golden > /etc/golden');
  linkRepository(workspace);
  first = build();
  build();
  copy = `${workspace.root}-copy`;
  execFileSync('cp', ['-a', workspace.root, copy]);
});
beforeEach(() => {
  rmSync(workspace.root, { recursive: true });
  execFileSync('cp', ['-a', copy, workspace.root]);
});
afterAll(() => {
  workspace.remove();
  rmSync(copy, { recursive: true, force: true });
});

const writeGolden = (step: string, comment = '') =>
  workspace.write({
    'images/golden/image.pkr.hcl': comment + makeTemplate('golden', base, [shellStep(step)]),
  });

const build = (...flags: readonly string[]) => workspace.nx('run-many', '-t', 'build-image', ...flags);

const receipt = (name: string) => workspace.read(`images/${name}/dist/rootfs.${name}.receipt.json`);

/** How the engine says that each image ended: `web: Built`. */
function listOutcomes(text: string): readonly string[] {
  const lines = text.matchAll(/==> (\w+)\/rootfs\.\w+: (Built|Unchanged|Failed)/g);
  return Array.from(lines, ([, name, outcome]) => `${name}: ${outcome}`).sort();
}

test('a tree of images is built in one process, and later runs are answered by Nx', () => {
  expect(first.output).toContain('with @strata/nx:build-image');
  expect(listOutcomes(first.output)).toEqual(['db: Built', 'golden: Built', 'web: Built']);
  expect(first.code).toBe(0);
  const third = build();
  expect(listOutcomes(third.output)).toEqual([]);
  expect(third.output).toContain('7 out of 7 tasks');
});

test('receipts that were removed come back from Nx’s cache', () => {
  const before = receipt('web');
  rmSync(join(workspace.root, 'images/web/dist'), { recursive: true });
  expect(build().output).toContain('7 out of 7 tasks');
  expect(receipt('web')).toBe(before);
});

test('a comment in the parent’s template makes no layer and leaves every receipt as it was', () => {
  const before = ['golden', 'web', 'db'].map(receipt);
  writeGolden('echo golden > /etc/golden', '# A comment.\n');
  const { output } = build();
  expect(listOutcomes(output).every((line) => line.endsWith('Unchanged'))).toBe(true);
  expect(['golden', 'web', 'db'].map(receipt)).toEqual(before);
});

test('a parent that is built anew with the same content rebuilds no child', () => {
  writeGolden('echo golden > /etc/golden; true');
  const outcomes = listOutcomes(build().output);
  // db is in the parent's process; web waited for its bundle, and then Nx had it.
  expect(outcomes).toEqual(['db: Unchanged', 'golden: Built']);
});

test('one task at a time, such a parent’s children are not even asked: Nx has them', () => {
  writeGolden('echo golden > /etc/golden; true');
  expect(build('--batch=false').output).toContain('6 out of 7 tasks');
});

test('a real change of the parent rebuilds all that stands on it', () => {
  writeGolden('echo other > /etc/golden');
  expect(listOutcomes(build().output)).toEqual(['db: Built', 'golden: Built', 'web: Built']);
});

test('a change of an application rebuilds the image that it is in, and no other', () => {
  workspace.write({ 'apps/app/main.js': 'two\n' });
  expect(listOutcomes(build().output)).toEqual(['web: Built']);
});

test('receipts without their layers are no obstacle: what is missing is built again', () => {
  rmSync(join(workspace.root, '.strata'), { recursive: true });
  workspace.write({ 'apps/app/main.js': 'two\n' });
  const { code, output } = build();
  expect(listOutcomes(output)).toEqual(['golden: Built', 'web: Built']);
  expect(code).toBe(0);
});

test('a step that fails is told with its output, and what stands on it is not tried', () => {
  writeGolden('echo to the log; false');
  const { code, output } = build();
  expect(code).toBe(1);
  expect(output).toContain('to the log');
  expect(output).toMatch(/Failed tasks:\s+- golden:build-image--rootfs\.golden\s/);
  expect(output).not.toMatch(/Failed tasks:[\s\S]*- web:/);
  expect(output).not.toMatch(/^\s+at .*\.(ts|js):\d+/m);
});

test('plan, why and shell answer without Nx’s cache', () => {
  expect(workspace.nx('run', 'golden:plan').output).toContain('golden');
  expect(workspace.nx('run', 'golden:why').output).toContain('Nothing changed');
  expect(workspace.nx('run', 'web:shell', '--command=cat /srv/app/main.js').output).toContain('one');
});

test('an export lies in dist of the project, and a second one takes its place', () => {
  const layout = 'images/golden/dist/golden.oci/oci-layout';
  expect(workspace.nx('run', 'golden:export-image:oci')).toMatchObject({ code: 0 });
  expect(workspace.read(layout)).toContain('1.0.0');
  const again = workspace.nx('run', 'golden:export-image', '--format=oci');
  expect(again.code).toBe(0);
  expect(again.output).toContain('golden.oci: ');
});
