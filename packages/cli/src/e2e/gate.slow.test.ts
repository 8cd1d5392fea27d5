import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { grypeReport } from '../../../post-processors/src/testing/security-reports';
import { checkGateOf } from '../testing/check-gate-of';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

const unit = '[Service]\\nExecStart=/usr/bin/sleep --port=8080\\n';
const system = '/etc/systemd/system';
const golden = shellSteps(
  'printf "ID=debian\\nVERSION_ID=12\\nVERSION_CODENAME=bookworm\\n" > /etc/os-release',
  'mkdir -p /var/lib/dpkg; printf "Package: libssl3\\nSource: openssl\\nVersion: 3.0.11-1\\nArchitecture: amd64\\n" > /var/lib/dpkg/status',
  'mkdir -p /etc/rc2.d /etc/init.d; touch /etc/init.d/api; ln -s ../init.d/api /etc/rc2.d/S20api',
  `mkdir -p ${system}/a.target.wants; printf '${unit}' > ${system}/web.service; ln -s ../web.service ${system}/a.target.wants/`,
  'printf "root:!:1::::::\\n" > /etc/shadow; printf "root:x:0:0::/root:/bin/sh\\n" > /etc/passwd',
);
const tests = `# strata-test: layers
service:
  api: { enabled: true }
file:
  /etc/shadow: { exists: true, contents: ["/^root:!/"] }
`;
const scan =
  '  post-processor "scan" {\n    scanner = "grype"\n    fail_on = "critical"\n    ignore_file = "accepted.yaml"\n  }\n';

let workspace: WorkspaceFixture;
let PATH: string;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  workspace.write('grype.json', grypeReport);
  workspace.write('accepted.yaml', '');
  workspace.write(
    'bin/grype',
    `#!/bin/sh\n[ "$*" = version ] && exit\nexec cat '${workspace.root}/grype.json'\n`,
  );
  chmodSync(join(workspace.root, 'bin/grype'), 0o755);
  PATH = `${workspace.root}/bin:${process.env.PATH}`;
  workspace.image('golden', golden);
  workspace.write('images/golden/tests/golden.yaml', tests);
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

const strata = (...args: readonly string[]) => workspace.strataWith({ PATH }, ...args);

function find(told: readonly Diagnostic[], text: string): string {
  const one = told.find(({ detail }) => detail.includes(text));
  return one ? `${one.severity} ${one.code} ${one.detail} ${one.hint}` : `nothing says "${text}"`;
}

test('a broken image is refused with the check, the image, the layer and the next command', async () => {
  workspace.write(
    'images/golden/tests/port.yaml',
    '# strata-test: layers\nport:\n  tcp:8080: { listening: true }\n',
  );
  const broken = shellSteps(
    'rm /etc/rc2.d/S20api',
    `rm ${system}/a.target.wants/web.service`,
    'printf "root:\\$6\\$hash:1::::::\\n" > /etc/shadow',
    'touch /etc/motd',
  );
  workspace.child('web', 'golden', broken + scan);
  const built = await strata('build', 'images/web');
  expect(built.out + built.err).toContain('(PPR044)');
  expect((await strata('test', '-in=both', 'images/web')).code).toBe(1);
  const told = await checkGateOf(workspace, 'images/web');
  const service = find(told, 'Service api: enabled failed in its layers of web');
  expect(service).toMatch(/^error CLI043 .*\(a test of golden, images\/golden\/tests\/golden\.yaml line 3\)/);
  expect(service).toContain('web, step 2 (shell');
  expect(service).toContain('etc/rc2.d/S20api');
  expect(service).toContain('strata shell -step=2 images/web');
  expect(service).toContain('strata test -in=both images/web');
  const port = find(told, 'Port tcp:8080: listening failed');
  expect(port).toContain('The layer that took it away: web, step 3 (shell');
  const account = find(told, 'File /etc/shadow: contents failed');
  expect(account).toContain('The layer that left it so: web, step 4 (shell');
  expect(account).toContain('it is about root in /etc/shadow');
  const finding = find(told, 'critical CVE-2024-0727: libssl3 3.0.11-1');
  expect(finding).toMatch(/^error CLI047 The gate of web .*from golden, step 3 \(shell.*nx run golden:lock/s);
  expect(told.map(({ code }) => code)).toEqual(['CLI043', 'CLI043', 'CLI043', 'CLI047']);
  expect(JSON.stringify(told) + workspace.read('images/web/dist/rootfs.web.tests-layers.json')).not.toContain(
    '$6$',
  );
}, 120_000);

test('what fails may go when it is left out by name, and is told', async () => {
  const told = await checkGateOf(workspace, 'images/web', {
    withoutTests: ['web'],
    withoutScan: ['web', 'golden'],
  });
  expect(told.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'warning CLI049',
    'warning CLI049',
  ]);
  expect(told[0]?.detail).toContain('Service api: enabled failed');
  expect(told[1]?.detail).toContain('CVE-2024-0727');
  const others = await checkGateOf(workspace, 'images/web', { withoutTests: ['golden'] });
  expect(others.map(({ code }) => code)).toContain('CLI043');
});

test('a mended image passes, until it, its tests or the day are others', async () => {
  const accept = (expires: string) =>
    workspace.write(
      'accepted.yaml',
      `- {id: CVE-2024-0727, reason: no PKCS12 here, expires: ${expires}, by: Jo}\n`,
    );
  accept('2999-01-01');
  rmSync(join(workspace.root, 'images/golden/tests/port.yaml'));
  workspace.child('web', 'golden', shellSteps('touch /etc/motd') + scan);
  expect((await strata('build', 'images/web')).code).toBe(0);
  const stale = await checkGateOf(workspace, 'images/web');
  expect(find(stale, 'another image than web')).toContain('web, step 2 (shell');
  expect((await strata('test', '-in=both', 'images/web')).code).toBe(0);
  expect(await checkGateOf(workspace, 'images/web')).toEqual([]);

  workspace.write('images/golden/tests/golden.yaml', `${tests}# changed\n`);
  const changed = await checkGateOf(workspace, 'images/web');
  expect(find(changed, 'images/golden/tests/golden.yaml changed')).toMatch(/^error CLI042/);

  // Back to the tests that passed: now it is about what is accepted.
  workspace.write('images/golden/tests/golden.yaml', tests);
  accept('2020-01-01');
  const expired = await checkGateOf(workspace, 'images/web');
  expect(find(expired, 'accepted by Jo until 2020-01-01')).toMatch(/^error CLI048/);
  workspace.write('accepted.yaml', '');
  const withdrawn = await checkGateOf(workspace, 'images/web');
  expect(withdrawn.map(({ code }) => code)).toEqual(['CLI047']);
  workspace.write('accepted.yaml', 'nonsense');
  expect((await checkGateOf(workspace, 'images/web')).map(({ code }) => code)).toEqual(['PPR047']);
}, 120_000);

test('nothing, or nothing that can be read, is no verdict', async () => {
  const verdict = join(workspace.root, 'images/web/dist/rootfs.web.tests-layers.json');
  writeFileSync(verdict, '{"schema":7}');
  writeFileSync(join(workspace.root, 'images/web/dist/rootfs.web.scan.json'), 'x');
  const damaged = await checkGateOf(workspace, 'images/web');
  expect(damaged.map(({ code }) => code)).toEqual(['CLI044', 'CLI044']);
  writeFileSync(verdict, '{}');
  await strata('build', 'images/golden');
  const never = await checkGateOf(workspace, 'images/golden');
  expect(never.map(({ code, hint }) => `${code} ${hint}`)).toEqual([
    'CLI040 Test it: nx run golden:test-image, or strata test -in=both images/golden.',
  ]);
});
