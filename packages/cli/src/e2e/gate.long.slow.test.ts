import type { Diagnostic } from '@strata/diagnostics';
import { addBootableImage } from '../testing/bootable-image';
import { checkGateOf } from '../testing/check-gate-of';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeAll(() => {
  workspace = createWorkspaceFixture();
});
afterAll(() => workspace[Symbol.dispose]());

const unit = '[Service]\\nExecStart=/bin/api --port=8080\\n';
const system = '/etc/systemd/system';
const open = `mkdir -p ${system}/a.target.wants; printf '${unit}' > ${system}/api.service; ln -s ../api.service ${system}/a.target.wants/`;
const close = `rm ${system}/a.target.wants/api.service`;
const lock = 'printf "root:!:1::::::\\n" > /etc/shadow';
const unlock = 'printf "root:\\$6\\$hash:1::::::\\n" > /etc/shadow';

// A service of System V whose program is not there: it is started with the machine, and fails.
const service =
  'printf "#!/bin/sh\\nexec /etc/init.d/\\$1 \\$2\\n" > /usr/bin/service; chmod 755 /usr/bin/service';
const orders =
  'mkdir -p /etc/init.d /etc/rc2.d; printf "#!/bin/sh\\ncase \\$1 in start) /bin/orders ;; status) test -e /run/orders ;; esac\\n" > /etc/init.d/orders; chmod 755 /etc/init.d/orders; ln -s ../init.d/orders /etc/rc2.d/S50orders';

const path = 'images/box/dist/rootfs.box.tests-machine.json';
const say = (told: readonly Diagnostic[]) => told.map(({ code, detail }) => `${code} ${detail}`).join('\n');

async function build(...steps: readonly string[]): Promise<void> {
  addBootableImage(workspace, 'box', shellSteps(...steps));
  const { code, out, err } = await workspace.strata('build', 'images/box');
  if (code !== 0) throw new Error(out + err);
}

test('a machine with a closed port, an open account and a service that fails is refused, with the layers that did it', async () => {
  workspace.write(
    'images/box/tests/box.yaml',
    `process:
  dropbear: { running: true }
port:
  tcp:22: { listening: true }
  tcp:8080: { listening: true }
file:
  /etc/shadow: { exists: true, contents: ["/^root:!/"] }
service:
  orders: { enabled: true, running: true }
`,
  );
  workspace.write(
    'images/box/tests/ask.sh',
    '# strata-test: machine\n# strata-about: service=orders\nservice orders start\n',
  );
  await build(open, lock, close, unlock, service, orders, 'echo later > /etc/later');
  const tested = await workspace.strata('test', '-in=machine', 'images/box');
  expect(tested.code).toBe(1);
  const verdict = JSON.parse(workspace.read(path));
  expect(verdict).toMatchObject({
    verdict: 'failed',
    machine: { firmware: 'bios', cloud: 'nocloud' },
    disk: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    count: { failed: 4, skipped: 0 },
  });
  // Before them: the base, four files and what makes them programs.
  const told = say(await checkGateOf(workspace, 'images/box'));
  expect(told).toMatch(
    /Port tcp:8080: listening failed in a machine of box .*took it away: box, step 9 \(shell/,
  );
  expect(told).toMatch(/File \/etc\/shadow: contents failed .*left it so: box, step 10 \(shell/);
  expect(told).toMatch(
    /Service orders: running failed .*left it so: box, step 12 \(shell.*about etc\/init\.d\/orders, etc\/rc2/,
  );
  expect(told).toMatch(/ask\.sh.* failed .*left it so: box, step 12 \(shell/);
  expect(told.split('\n')).toHaveLength(4);
}, 900_000);

test('a machine whose tests passed lets its image pass, with the same verdict each time', async () => {
  workspace.write(
    'images/box/tests/box.yaml',
    'process:\n  dropbear: { running: true }\nport:\n  tcp:22: { listening: true }\n',
  );
  workspace.write('images/box/tests/ask.sh', '# strata-test: machine\ntrue\n');
  await build(open, lock);
  expect(say(await checkGateOf(workspace, 'images/box'))).toMatch(/^CLI041 .*\nCLI042 /);
  expect((await workspace.strata('test', '-in=machine', 'images/box')).code).toBe(0);
  const first = workspace.read(path);
  expect(JSON.parse(first).sockets).toContainEqual(expect.stringMatching(/^tcp6? \S+:22$/));
  expect(await checkGateOf(workspace, 'images/box')).toEqual([]);
  expect((await workspace.strata('test', '-in=both', 'images/box')).code).toBe(0);
  expect(workspace.read(path)).toBe(first);
}, 900_000);
