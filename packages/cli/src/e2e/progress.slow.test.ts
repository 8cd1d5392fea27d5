import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createScreen } from '../testing/screen';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

/** Longer than work may take before a log tells of it. */
const slowStep = 'echo; echo getting ready; sleep 4';

test('in a log, a step that takes long tells what it is at', async () => {
  workspace.image('golden', shellSteps(slowStep));
  const { code, out } = await workspace.strata('build', 'images/golden');
  expect(code).toBe(0);
  expect(out).toMatch(/^ {4}golden\/rootfs\.golden: \[2\/2\] shell, \d s: getting ready$/m);
  expect(out).not.toMatch(/[\r\u001b]/);
});

test('what is shown of a step hides its secrets', async () => {
  const provisioner = `  provisioner "shell" {
    inline           = ["echo the token is $TOKEN", "sleep 4"]
    environment_vars = ["TOKEN=\${var.token}"]
    network          = false
  }
`;
  workspace.image('golden', provisioner);
  workspace.write(
    'images/golden/variables.pkr.hcl',
    'variable "token" {\n  type      = string\n  sensitive = true\n}\n',
  );
  const { out } = await workspace.strata('build', '-var=token=correct-horse-battery', 'images/golden');
  expect(out).toMatch(/\[2\/2\] shell, \d s: the token is <sensitive>/);
  expect(out).not.toContain('correct-horse-battery');
});

test('on a terminal it is drawn in place, and nothing of it stays', () => {
  workspace.image('golden', shellSteps(slowStep));
  const strata = `${process.execPath} ${resolve(__dirname, '../../bin/strata.js')} build images/golden`;
  const env = { PATH: process.env.PATH, HOME: workspace.root, TERM: 'xterm', NO_COLOR: '1' };
  // util-linux's own way to run a command on a terminal.
  const { stdout, status } = spawnSync('script', ['-qec', `stty cols 60; ${strata}`, '/dev/null'], {
    ...{ cwd: workspace.root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/\r\u001b\[Jgolden\/rootfs\.golden: \[2\/2\] shell, \d s: getting ready/);
  const screen = createScreen(60);
  screen.write(stdout);
  expect(screen.text).toContain('==> golden/rootfs.golden: Built in');
  expect(screen.text).not.toContain('getting ready');
});
