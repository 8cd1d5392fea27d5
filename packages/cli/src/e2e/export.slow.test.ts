import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

/** An image that is exported, and what was written is listed. */
function writeTemplate(formats: string): void {
  workspace.image(
    'app',
    `${shellSteps('echo one > /etc/one')}
  post-processors {
    post-processor "export" {
      formats = ${formats}
      output  = "\${path.root}/dist/{{.BuildName}}.{{.Format}}"
    }
    post-processor "checksum" {
      checksum_types = ["sha256"]
      output         = "\${path.root}/dist/sums"
    }
  }
`,
  );
}

const getName = (line: string) => line.replace(/^.*[\t/]/, '');

test('what a build exports is listed by who comes next, left alone while it is the same, and stays when more fails', async () => {
  writeTemplate('["tar", "oci"]');
  const first = await workspace.strata('build', '-verbose', 'images/app');
  expect([first.code, first.out + first.err]).toEqual([0, expect.stringContaining('app.tar')]);
  const sums = workspace.read('images/app/dist/sums').trim().split('\n').map(getName);
  expect(sums).toEqual(expect.arrayContaining(['app.tar', 'index.json', 'oci-layout']));
  expect(sums).not.toContain('rootfs.app.receipt.json');

  const again = await workspace.strata('build', '-verbose', 'images/app');
  expect(again.code).toBe(0);
  expect(again.out + again.err).toMatch(/app\.tar: .*, as it was/);

  // A tiny image has no kernel to start from.
  writeTemplate('["tar", "qcow2"]');
  const failed = await workspace.strata('build', '-verbose', 'images/app');
  expect(failed.code).toBe(1);
  expect(failed.out + failed.err).toContain('LAY103');
  for (const file of ['app.tar', 'rootfs.app.receipt.json'])
    expect(workspace.has(`images/app/dist/${file}`)).toBe(true);
  expect(workspace.has('images/app/dist/app.qcow2')).toBe(false);
});

test('words that do not fit are all told before anything is built', async () => {
  writeTemplate('["tar"]\n      memory = 1023\n      size = "4"');
  const { code, out, err } = await workspace.strata('validate', 'images/app');
  expect(code).toBe(1);
  for (const told of ['PPR080', 'PPR081', 'PPR012']) expect(out + err).toContain(told);
});
