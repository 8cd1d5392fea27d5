import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { BuildEvent } from '@strata/engine';
import { createScreen } from '../testing/screen';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

jest.setTimeout(600_000);

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

test('a bootstrap reports its downloads by bytes and its packages by number', async () => {
  workspace.write(
    'images/base/image.pkr.hcl',
    `source "rootfs" "base" {
  bootstrap {
    distribution = "debian"
    suite        = "bookworm"
    variant      = "apt"
  }
}

build {
  sources = ["source.rootfs.base"]
}
`,
  );
  const log = 'events.log';
  const env = { PACKER_LOG: '1', PACKER_LOG_PATH: log };
  const { code, err } = await workspace.strataWith(env, 'build', 'images/base');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const told = workspace
    .read(log)
    .split('\n')
    .filter((line) => line.includes('"kind":"progress"'))
    .map((line): BuildEvent => JSON.parse(line.slice(line.indexOf('{'))))
    .filter((event) => event.kind === 'progress');
  const find = (label: string) => told.filter((event) => event.label === label);
  const downloads = find('downloading packages');
  const size = downloads[0]?.total;
  expect(size).toBeGreaterThan(10_000_000);
  expect(downloads.at(-1)).toMatchObject({ unit: 'bytes', done: size, total: size, ended: true });
  const installed = find('installing packages').filter(({ item }) => item !== undefined);
  const count = Object.keys(readPackages()).length;
  expect(installed.at(-1)).toMatchObject({ unit: 'items', done: count, total: count });
  expect(new Set(installed.map(({ done }) => done)).size).toBeGreaterThan(5);
  expect(find('choosing packages').length).toBeGreaterThan(0);
  expect(find('packing the layer').at(-1)?.ended).toBe(true);
});

function readPackages(): Readonly<Record<string, string>> {
  const lock: {
    readonly bases: Readonly<Record<string, { readonly packages: Readonly<Record<string, string>> }>>;
  } = JSON.parse(workspace.read('images.lock.json'));
  return Object.values(lock.bases)[0]?.packages ?? {};
}
