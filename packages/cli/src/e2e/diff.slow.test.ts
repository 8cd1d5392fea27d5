import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  workspace.image(
    'golden',
    shellSteps(
      status('Package: libssl3\\nVersion: 3.0.9', 'Package: gone\\nVersion: 1'),
      'printf "root:x:0:0::/root:/bin/sh\\n" > /etc/passwd; printf "root:\\$6\\$hash:1::::::\\n" > /etc/shadow; echo 1 > /etc/motd; echo 1 > /etc/same',
    ),
  );
  workspace.child(
    'web',
    'golden',
    shellSteps(
      status('Package: libssl3\\nVersion: 3.0.13'),
      'printf "root:!:1::::::\\n" > /etc/shadow; echo 2 > /etc/motd; echo 1 > /etc/same; chmod 600 /etc/passwd',
      'mkdir -p /etc/systemd/system/sockets.target.wants; printf "[Socket]\\nListenStream=8080\\n" > /etc/systemd/system/a.socket; ln -s ../a.socket /etc/systemd/system/sockets.target.wants/',
    ),
  );
  const built = await workspace.strata('build', 'images/web');
  if (built.code !== 0) throw new Error(built.out + built.err);
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

function status(...packages: readonly string[]): string {
  const text = packages.map((one) => `${one}\\nArchitecture: amd64\\n\\n`).join('');
  return `mkdir -p /var/lib/dpkg; printf "${text}" > /var/lib/dpkg/status`;
}

const expected = `golden, then web

Packages (1 removed, 1 changed)
  - gone     1
  ~ libssl3  3.0.9, upgraded to 3.0.13

Units (1 added)
  + a.socket  enabled

Users and groups (1 changed)
  ~ user root  password: set, now locked

Listening, as far as files say (1 added)
  + tcp 8080  a.socket (etc/systemd/system/a.socket)

Files (2 added, 2 changed)
  ~ etc/motd                                          content
  ~ etc/passwd                                        mode: 0644, now 0600
  + etc/systemd/system/a.socket
  + etc/systemd/system/sockets.target.wants/a.socket  to ../a.socket
`;

/** Without the counts of what is left out, which other tests are about. */
const trim = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('    not shown'))
    .join('\n');

test('two projects are told apart, and no hash of a password is shown', async () => {
  const { code, out } = await workspace.strata('diff', 'golden', 'web');
  expect(trim(out)).toBe(expected);
  expect(code).toBe(0);
}, 60_000);

test('receipts, exports and folders are the same image', async () => {
  await workspace.strata('export', '-format', 'docker-archive', '-output', 'web.tar', 'images/web');
  await workspace.strata('export', '-output', 'web.oci', 'images/web');
  for (const after of ['images/web', 'images/web/dist/rootfs.web.receipt.json', 'web.tar', 'web.oci']) {
    const { out } = await workspace.strata('diff', 'images/golden', after);
    expect(trim(out)).toBe(expected.replace('golden, then web', `images/golden, then ${after}`));
  }
  expect((await workspace.strata('diff', 'web', 'web.tar')).out).toContain('Nothing differs.');
}, 60_000);

test('everything is there as JSON and as a page', async () => {
  const { out } = await workspace.strata('diff', '-json', '-html', 'change.html', 'golden', 'web');
  const told = JSON.parse(out);
  expect(told).toMatchObject({
    schema: 1,
    packages: [{ kind: 'removed' }, { kind: 'upgraded', before: '3.0.9', after: '3.0.13' }],
    listening: [{ port: 8080 }],
  });
  const page = readFileSync(join(workspace.root, 'change.html'), 'utf8');
  expect(page).toContain('user root');
  expect(out + page).not.toContain('$6$');
}, 60_000);

test.each([
  [['golden'], 'CLI007'],
  [['golden', 'wbe'], 'CLI027'],
  [['golden', 'nx.json'], 'LAY023'],
  [['golden', 'broken.receipt.json'], 'CLI028'],
])(
  '%j is told as %s',
  async (args, expectedCode) => {
    workspace.write('broken.receipt.json', '{}');
    const { code, err } = await workspace.strata('diff', ...args);
    expect(err).toContain(expectedCode);
    expect(err).not.toMatch(/\n\s+at .*\.ts:/);
    expect(code).toBe(1);
  },
  60_000,
);
