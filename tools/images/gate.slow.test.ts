import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Building on a fresh machine takes a minute or two; afterwards it is a look at the cache. */
const BUILD_TIMEOUT_MS = 900_000;
const CHECK_TIMEOUT_MS = 180_000;

function run(program: string, args: readonly string[]) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
  const { status, stdout, stderr } = spawnSync(program, args, {
    ...{ cwd: root, encoding: 'utf8', env },
    maxBuffer: 2 ** 28,
  });
  return { status, out: stdout, output: `${stdout}${stderr}` };
}

const strata = (...args: readonly string[]) =>
  run(process.execPath, [join(root, 'packages/cli/bin/strata.js'), ...args]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-gate-'));
  const built = run(join(root, 'node_modules/.bin/nx'), [
    'run-many',
    '-t',
    'build-image',
    '-p',
    'middleware',
  ]);
  if (built.status !== 0) throw new Error(built.output);
}, BUILD_TIMEOUT_MS);
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly packages: readonly { readonly kind: string; readonly name: string }[];
  readonly units: readonly { readonly unit: string; readonly after: string }[];
  readonly accounts: readonly { readonly kind: string; readonly account: string; readonly name: string }[];
  readonly files: readonly { readonly kind: string; readonly path: string; readonly origin: string }[];
}

test(
  'what middleware has beyond golden is what its template says, without the noise of a Debian',
  () => {
    const told: Told = JSON.parse(strata('diff', '-json', 'golden', 'middleware').out);
    expect(new Set(told.packages.map(({ kind }) => kind))).toEqual(new Set(['added']));
    expect(told.packages.map(({ name }) => name)).toContain('docker.io');
    const enabled = told.units.filter(({ after }) => after === 'enabled').map(({ unit }) => unit);
    expect(enabled).toEqual(['apparmor.service', 'containerd.service', 'docker.service', 'docker.socket']);
    expect(told.accounts.map(({ kind, account, name }) => [kind, account, name])).toEqual([
      ['added', 'group', 'docker'],
    ]);
    const own = told.files.filter(({ origin }) => origin === 'own').map(({ path }) => path);
    expect(own).toContain('etc/docker/daemon.json');
    const known = /^(?:etc\/(?:apparmor\.d|docker|systemd\/system)|usr\/sbin)\//;
    expect(own.filter((path) => !known.test(path))).toEqual([]);
    expect(told.files.length).toBeGreaterThan(800);
  },
  CHECK_TIMEOUT_MS,
);

test(
  'an image and itself do not differ',
  () => {
    expect(strata('diff', 'middleware', 'images/middleware').out).toContain('Nothing differs.');
  },
  CHECK_TIMEOUT_MS,
);

test(
  'the provenance of middleware is the same twice, names the layers of golden, and fits what is there',
  () => {
    const files = ['a.json', 'b.json'].map((name) => join(folder, name));
    for (const file of files)
      expect(strata('provenance', '-output', file, 'images/middleware').status).toBe(0);
    const [first, second] = files.map((file) => readFileSync(file, 'utf8'));
    expect(first).toBe(second);
    const { buildDefinition } = JSON.parse(first ?? '').predicate;
    const names = buildDefinition.resolvedDependencies.map(({ name }: { readonly name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['images/middleware/image.pkr.hcl', 'base golden: layer 1']),
    );
    const verified = strata('verify', files[0] ?? '');
    expect(verified.output).toContain('fit');
    expect(verified.status).toBe(0);
  },
  CHECK_TIMEOUT_MS,
);
