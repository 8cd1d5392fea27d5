import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type ApplicationWorkspace, createApplicationWorkspace } from '../testing/application-workspace';

let workspace: ApplicationWorkspace;
beforeAll(async () => {
  workspace = await createApplicationWorkspace();
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

const path = (name: string) => join(workspace.fixture.root, 'apps/app', name);
const read = (name: string) => workspace.fixture.read(join('apps/app', name));

test('a package has the same bytes wherever it is made, and its receipt no time and no path', async () => {
  workspace.write();
  await workspace.strata('package-vm-app', 'apps/app');
  const getDigest = () => execFileSync('sha256sum', [path('dist/vm-app/app.tar.gz')], { encoding: 'utf8' });
  const first = getDigest();
  const receipt = read('dist/vm-app/receipt.json');
  execFileSync('touch', ['-d', '2001-01-01', path('files/a')]);
  execFileSync('chmod', ['600', path('files/a')]);
  await workspace.strata('package-vm-app', 'apps/app');
  expect(getDigest()).toBe(first);
  expect(read('dist/vm-app/receipt.json')).toBe(receipt);
  expect(receipt).not.toContain(workspace.fixture.root);
});

test('a package is installed, installed again, updated and removed, and leaves nothing', async () => {
  const { code, out, err } = await workspace.tryOut({});
  // How far it is may be told there.
  expect([code, err]).toEqual([0, expect.not.stringContaining('Error')]);
  expect(out.split('\n').map((line) => line.trim())).toEqual([
    ...['app 1.0.0 in box, without a network', 'install: ok', 'check: ok', 'install again: ok', 'check: ok'],
    ...['update: ok', 'check: ok', 'remove: ok', 'nothing is left behind', ''],
  ]);
  const { key } = JSON.parse(read('dist/vm-app/receipt.json'));
  expect(JSON.parse(read('dist/vm-app.verdict.json'))).toMatchObject({
    verdict: 'passed',
    image: 'box',
    key,
  });
});

test('what stays is told, and the verdict is no', async () => {
  const { code, err } = await workspace.tryOut({ commands: { remove: 'rm /opt/app/a' } });
  expect(code).toBe(1);
  expect(err).toContain('(CLI066)');
  expect(err).toContain('added /opt/app/sub/b');
  expect(JSON.parse(read('dist/vm-app.verdict.json')).verdict).toBe('failed');
});

test('a definition that has changed since is not tried', async () => {
  workspace.write();
  await workspace.strata('package-vm-app', 'apps/app');
  workspace.write({ version: '1.0.1' });
  const { code, err } = await workspace.strata('test-vm-app', 'apps/app');
  expect([code, err]).toEqual([1, expect.stringMatching(/\(CLI064\)[\s\S]*version/)]);
});

test('what is missing is told at its line, all of it', async () => {
  const missing = ['nothing', 'neither'].map((from) => ({ from, to: '/opt/app' }));
  workspace.write({ package: { kind: 'files', files: missing } });
  const { code, err } = await workspace.strata('package-vm-app', 'apps/app');
  expect(code).toBe(1);
  expect(err).toMatch(/on apps\/app\/vm-app\.json line 7/);
  expect(err).toContain('"neither"');
});

test('what was not tried is not published, and Azure is not asked', async () => {
  const publish = {
    ...{ subscription: '00000000-0000-0000-0000-000000000001', resourceGroup: 'images', gallery: 'acme' },
    ...{ location: 'westeurope', storageAccount: 'packages' },
  };
  workspace.write({ version: '3.0.0', publish });
  await workspace.strata('package-vm-app', 'apps/app');
  const { code, err } = await workspace.strata('publish-vm-app', 'apps/app');
  expect([code, err]).toEqual([1, expect.stringMatching(/\(CLI067\)[\s\S]*packaged anew since/)]);
});
