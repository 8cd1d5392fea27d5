import { appendFileSync, existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createWorkspaceFixture,
  type Ended,
  shellSteps,
  type WorkspaceFixture,
} from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

/** Every problem ends in words, never in a stack trace. */
function expectProblem(ended: Ended, ...parts: readonly string[]): void {
  const text = ended.out + ended.err;
  expect(ended.code).toBe(1);
  for (const part of parts) expect(text).toContain(part);
  expect(text).not.toMatch(/\n\s+at .*\.(ts|js):\d+/);
}

const store = () => join(workspace.root, '.strata/store');

describe('bad input', () => {
  it('a template that is not there', async () => {
    expectProblem(await workspace.strata('build', 'images/none'), 'CLI006', 'images/none');
  });

  it('a template that cannot be parsed names file and line', async () => {
    workspace.write('images/golden/image.pkr.hcl', 'source "rootfs" "golden" {\n');
    expectProblem(await workspace.strata('build', 'images/golden'), 'image.pkr.hcl line 1');
  });

  it('several mistakes are told together', async () => {
    workspace.image(
      'golden',
      '  provisioner "shel" {\n    inline = ["true"]\n  }\n\n  provisioner "shell" {\n    inlin = ["true"]\n  }\n',
    );
    expectProblem(await workspace.strata('validate', 'images/golden'), 'Did you mean', '"shel"', 'inlin');
  });

  it('a parent that does not exist is met with the nearest name', async () => {
    workspace.image('golden', shellSteps('true'));
    workspace.child('web', 'goldn', shellSteps('true'));
    expectProblem(await workspace.strata('validate', 'images/web'), 'ENG001', 'Did you mean "golden"?');
    expectProblem(await workspace.strata('build', 'images/web'), 'ENG001');
  });

  it('images that stand on each other are shown as a ring', async () => {
    workspace.child('a', 'b', shellSteps('true'));
    workspace.child('b', 'c', shellSteps('true'));
    workspace.child('c', 'a', shellSteps('true'));
    expectProblem(await workspace.strata('validate', 'images/a'), 'ENG002', 'a → b → c → a');
    expectProblem(await workspace.strata('build', 'images/a'), 'ENG002', 'c → a → b → c');
  });

  it('a file that a template refers to and that is not there', async () => {
    workspace.image('golden', '  provisioner "shell" {\n    script = "${path.root}/none.sh"\n  }\n');
    expectProblem(
      await workspace.strata('build', 'images/golden'),
      'ENG004',
      'none.sh',
      'image.pkr.hcl line',
    );
  });

  it('an archive with another checksum: both are shown, nothing is kept', async () => {
    workspace.image('golden', shellSteps('true'));
    writeFileSync(workspace.base.path, 'something else');
    expectProblem(
      await workspace.strata('build', 'images/golden'),
      workspace.base.checksum.slice('sha256:'.length),
    );
    expect(readdirSync(join(store(), 'layers'))).toEqual([]);
  });

  it('a store of another version is left alone', async () => {
    workspace.image('golden', shellSteps('true'));
    await workspace.strata('build', 'images/golden');
    writeFileSync(join(store(), 'version'), 'strata layer store 99\n');
    expectProblem(await workspace.strata('build', 'images/golden'), 'LAY001', 'layer store 99');
  });

  it('a layer whose blob and folder are damaged is built again', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    await workspace.strata('build', 'images/golden');
    const before = workspace.read('images/golden/dist/rootfs.golden.receipt.json');
    for (const blob of readdirSync(join(store(), 'blobs/sha256')))
      truncateSync(join(store(), 'blobs/sha256', blob), 10);
    rmSync(join(store(), 'layers'), { recursive: true });
    const again = await workspace.strata('build', 'images/golden');
    expect(again.code).toBe(0);
    expect(workspace.read('images/golden/dist/rootfs.golden.receipt.json')).toBe(before);
  });

  it.each([
    { what: 'an edited file', edit: (layers: string) => appendFileSync(join(layers, 'etc/one'), 'two\n') },
    { what: 'a file that is gone', edit: (layers: string) => rmSync(join(layers, 'etc/one')) },
    { what: 'a folder that is gone', edit: (layers: string) => rmSync(layers, { recursive: true }) },
  ])('a step never sees the layer below with $what: that is unpacked again first', async ({ edit }) => {
    workspace.image('golden', shellSteps('echo one > /etc/one', 'true'));
    await workspace.strata('build', 'images/golden');
    const layers = readdirSync(join(store(), 'layers')).map((name) => join(store(), 'layers', name));
    edit(layers.find((layer) => existsSync(join(layer, 'etc/one'))) ?? '');
    workspace.image('golden', shellSteps('echo one > /etc/one', 'cp /etc/one /etc/copy; cat /etc/one'));
    const again = await workspace.strata('build', '-verbose', 'images/golden');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('they were unpacked again');
    expect(again.out).toContain('golden/rootfs.golden: one\n');
    expect(again.out).not.toContain('two');
    expect(await workspace.strata('shell', '-command', 'cat /etc/copy', 'images/golden')).toMatchObject({
      out: 'one\n',
    });
    for (const folder of ['tmp', 'locks']) expect(readdirSync(join(store(), folder))).toEqual([]);
  });

  it('two builds of one image at once: both end well and the layer is made once', async () => {
    workspace.image('golden', shellSteps('sleep 1; echo one > /etc/one'));
    const both = await Promise.all([
      workspace.strata('build', 'images/golden'),
      workspace.strata('build', 'images/golden'),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const made = both.filter(({ out }) => out.includes('[2/2] shell ...'));
    expect(made).toHaveLength(1);
  });

  it('missing tools are named with their Debian package', async () => {
    workspace.image('golden', shellSteps('true'));
    const path = process.env.PATH;
    process.env.PATH = join(workspace.root, 'nothing');
    try {
      expectProblem(await workspace.strata('build', 'images/golden'), 'util-linux', 'apt');
    } finally {
      process.env.PATH = path;
    }
  });
});
