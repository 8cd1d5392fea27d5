import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addBootableImage } from '../testing/bootable-image';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  addBootableImage(workspace, 'box', shellSteps('echo hello > /etc/hello'));
  const built = await workspace.strata('build', 'images/box');
  if (built.code !== 0) throw new Error(built.out + built.err);
});
afterAll(() => workspace[Symbol.dispose]());

/** What is left of machines and their keys. */
const getScratch = () => readdirSync(join(workspace.root, '.strata/scratch'));

test('a built image starts as a machine, and goes on from there the next time', async () => {
  const first = await workspace.strata(
    'boot',
    '-command',
    'cat /etc/hello; echo new > /etc/hello',
    'images/box',
  );
  expect([first.code, first.out]).toEqual([0, 'hello\n']);
  const second = await workspace.strata('boot', '-command', 'cat /etc/hello; exit 7', 'images/box');
  expect([second.code, second.out]).toEqual([7, 'hello\n']);
  expect(second.err).toContain('Going on with the machine');
  expect(getScratch()).toEqual([]);
});

test('a machine that is wanted says how to log in, until it is interrupted', async () => {
  let isInterrupted = false;
  const { code, out } = await workspace.watch(['boot', 'images/box'], (output, kill) => {
    if (isInterrupted || !output.includes('Log in with:')) return;
    // Once: a second signal would end it at once.
    isInterrupted = true;
    kill('SIGINT');
  });
  expect([code, out]).toEqual([0, expect.stringMatching(/ssh -i \S+ -p \d+ .* strata@127\.0\.0\.1\n$/u)]);
  expect(getScratch()).toEqual([]);
});

test('tests that belong in a machine run in one, and tell what they found there', async () => {
  workspace.write(
    'images/box/tests/box.yaml',
    `file:
  /etc/hello: { exists: true, contents: [hello] }
process:
  dropbear: { running: true }
port:
  tcp:22: { listening: true }
`,
  );
  workspace.write('images/box/tests/more.yaml', 'port:\n  tcp:80: { listening: true }\n');
  const { code, out, err } = await workspace.strata('test', '-in=machine', 'images/box');
  expect([code, out]).toEqual([1, expect.stringContaining('Count: 5, Failed: 1, Skipped: 0')]);
  expect(err).toContain('box.guest/qemu.guest: Asking for 4 checks');
  expect(err).toMatch(/on images\/box\/tests\/more\.yaml line 2/u);
});

test('an image that was not built is not started', async () => {
  workspace.image('never', shellSteps('true'));
  const { code, err } = await workspace.strata('boot', 'images/never');
  expect([code, err]).toEqual([1, expect.stringContaining('(CLI008)')]);
});

const executable = resolve(__dirname, '../../bin/strata.js');

/** Starts the image where a folder of this machine is empty. */
function bootWithout(folder: string, ...flags: readonly string[]) {
  const hide = ['--mount', 'sh', '-c', `mount -t tmpfs none ${folder} && exec "$@"`, 'sh'];
  const { status, stderr } = spawnSync(
    'unshare',
    [...hide, process.execPath, executable, 'boot', ...flags, 'images/box'],
    { cwd: workspace.root, encoding: 'utf8' },
  );
  return { status, stderr };
}

test.each([
  ['/usr/lib/shim', 'LAY102', 'shim-signed'],
  ['/usr/share/OVMF', 'CLI035', 'ovmf'],
])(
  'Secure Boot without %s is told before anything starts, with the package that has it',
  (folder, code, name) => {
    const { status, stderr } = bootWithout(folder, '-firmware=secure-boot');
    expect([status, stderr]).toEqual([1, expect.stringContaining(`(${code})`)]);
    expect(stderr).toContain(`sudo apt-get install ${name}`);
    expect(stderr).not.toContain('Starting VM');
    expect(getScratch()).toEqual([]);
  },
);

test.each([
  [['boot', '-firmware=efi', '-cloud=aws'], '-firmware was given "efi". Allowed: bios, uefi, secure-boot.'],
  [['boot', '-firmware=uefi', '-cloud=aws'], '-cloud was given "aws". Allowed: nocloud, ec2, azure.'],
  [['boot', '-disk-size=large'], '-disk-size was given "large".'],
  [['boot', '-disk-size=1G'], 'the disk of the image has 4096M already'],
  [['test', '-cloud=ec2'], '-cloud says what machine is started, and tests in layers start none.'],
])('%j is told', async (words, reason) => {
  const { code, err } = await workspace.strata(...words, 'images/box');
  expect([code, err.replaceAll(/\s+/gu, ' ')]).toEqual([1, expect.stringContaining(reason)]);
});
