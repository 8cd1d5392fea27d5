import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '@strata/sdk';
import { waitForNoneMarked } from '../../../layers/src/testing/leftovers';
import { addOrdinaryUser } from '../../../layers/src/testing/ordinary-user';

const repository = resolve(__dirname, '../../../..');
const program = [
  process.execPath,
  '--conditions=@strata/source',
  `--require=${join(repository, 'tools/source-loader/register.js')}`,
  join(__dirname, '../testing/build-image.ts'),
];
jest.setTimeout(900_000);

interface Built {
  readonly facts: { readonly packages: Readonly<Record<string, string>> };
  readonly isAvailable: boolean;
  readonly layers: readonly { readonly diffId: string; readonly size: number }[];
  readonly outputs: readonly string[];
  readonly progress: readonly Progress[];
  readonly warnings: readonly string[];
}

/** Builds in a folder of its own. `before`: a command in front, as `unshare --net`. */
function build(
  name: string,
  given: { downloads?: string; before?: readonly string[]; facts?: object } = {},
): Promise<Built> {
  const folder = join(root, name);
  const downloads = given.downloads ?? join(root, 'downloads');
  const [command = '', ...args] = [...(given.before ?? []), ...program, folder, downloads];
  const env = { PATH: process.env.PATH, ...(given.facts && { FACTS: JSON.stringify(given.facts) }) };
  return new Promise((done, fail) => {
    execFile(command, args, { cwd: repository, env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else done(JSON.parse(stdout));
    });
  });
}

/** In front of a command: all that it can reach is this machine. */
const offline = ['unshare', '--net', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh'];

let root: string;
let first: Built;
let second: Built;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'strata-rootfs-'));
  execFileSync('chmod', ['755', root]);
  // At once, and from an empty cache that both share.
  [first, second] = await Promise.all([build('first'), build('second')]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('two builds at once that share a cache give the same layers', () => {
  expect(first).toMatchObject({ isAvailable: true, warnings: [], layers: expect.any(Array) });
  expect(second.layers).toEqual(first.layers);
  expect(readdirSync(join(root, 'downloads/partial'))).toEqual([]);
});

test('what apt installs is what the lock says', () => {
  expect(first.facts.packages).toMatchObject({
    apt: expect.any(String),
    'initramfs-tools': expect.any(String),
  });
  expect(first.warnings).toEqual([]);
});

test('a bootstrap tells of its downloads by bytes and of its packages by number', () => {
  const find = (label: string) => first.progress.filter((told) => told.label === label);
  const downloads = find('downloading packages');
  const size = downloads[0]?.total;
  expect(size).toBeGreaterThan(10_000_000);
  expect(downloads.at(-1)).toMatchObject({ unit: 'bytes', done: size, total: size, ended: true });
  const installed = find('installing packages').filter(({ item }) => item !== undefined);
  const count = Object.keys(first.facts.packages).length;
  expect(installed.at(-1)).toMatchObject({ unit: 'items', done: count, total: count });
  expect(new Set(installed.map(({ done }) => done)).size).toBeGreaterThan(5);
  expect(find('choosing packages').length).toBeGreaterThan(0);
  expect(find('packing the layer').some(({ ended }) => ended)).toBe(true);
});

test('steps install without an update, and an update does no harm', () => {
  expect(first.outputs[0]).toContain('Setting up iputils-ping');
  expect(first.outputs[1]).toMatch(/Hit:1 .*InRelease/);
  expect(first.outputs[1]).toContain('Setting up netcat-openbsd');
});

test('dpkg is given the quick form of a package, for as long as it runs', () => {
  const [during = '', after = ''] = first.outputs[4]?.split('afterwards') ?? [];
  const [, digest] = /hello_\S+[.]deb -> \/run\/strata\/packages\/([0-9a-f]{64})/.exec(during) ?? [];
  expect(digest).toBeDefined();
  expect(during).toContain('Setting up hello');
  expect(after).toContain(`${digest}  /var/cache/apt/archives/hello_`);
  expect(after).not.toMatch(/->|aside/);
});

test('the first call of update-initramfs by a step puts the real one back', () => {
  expect(first.outputs[2]).not.toContain('update-initramfs');
  expect(first.outputs[2]).toContain('#!/bin/sh');
});

test('neither lists nor downloads nor settings of the build are in a layer', () => {
  expect(first.outputs[3]).not.toContain('/etc/apt/apt.conf.d');
  for (const { diffId } of first.layers) {
    const layer = join(root, 'first/store/layers', diffId.slice('sha256:'.length));
    expect(existsSync(layer)).toBe(true);
    for (const path of [
      'etc/resolv.conf',
      'etc/hostname',
      'etc/apt/apt.conf.d/00strata',
      'usr/sbin/policy-rc.d',
    ]) {
      expect({ path, there: existsSync(join(layer, path)) }).toEqual({ path, there: false });
    }
    for (const folder of ['var/lib/apt/lists', 'var/cache/apt/archives']) {
      const files = existsSync(join(layer, folder)) ? readdirSync(join(layer, folder)) : [];
      expect(files.filter((name) => /_|\.deb$/.test(name))).toEqual([]);
    }
  }
});

test('without the cache a build without a network says what it wanted', async () => {
  const downloads = join(root, 'nothing');
  expect(await build('nowhere', { before: offline, facts: first.facts, downloads })).toMatchObject({
    diagnostics: [
      {
        code: 'LAY074',
        detail: expect.stringContaining('The index of bookworm is not in the download cache'),
      },
      { code: 'LAY074' },
      { code: 'LAY074' },
    ],
  });
});

test('killed, an ordinary user leaves no process and no mount; with cache and lock he builds the same layers without a network', async () => {
  const user = addOrdinaryUser();
  const home = mkdtempSync(join(root, 'user-'));
  const downloads = join(home, 'downloads');
  execFileSync('cp', ['-a', join(root, 'downloads'), downloads]);
  execFileSync('chown', ['-R', `${user}:`, home]);
  const folder = join(home, 'build');
  const [command = '', ...args] = program;
  const env = { PATH: process.env.PATH, FACTS: JSON.stringify(first.facts) };
  const [uid, gid] = ['-u', '-g'].map((which) =>
    Number(execFileSync('id', [which, user], { encoding: 'utf8' })),
  );
  const child = spawn(command, [...args, folder, downloads], {
    cwd: repository,
    env,
    stdio: 'ignore',
    uid,
    gid,
  });
  const tmp = join(folder, 'store/tmp');
  const isUnpacking = () =>
    existsSync(tmp) && readdirSync(tmp).some((name) => existsSync(join(tmp, name, 'upper/usr/bin/dpkg')));
  while (!isUnpacking()) {
    if (child.exitCode !== null) throw new Error('the build ended before it could be killed');
    await sleep(50);
  }
  child.kill('SIGKILL');
  expect(await waitForNoneMarked(folder)).toEqual([]);
  const before = [...offline, 'runuser', '-u', user, '--'];
  const { layers } = await build(relative(root, folder), { before, downloads, facts: first.facts });
  expect(layers).toEqual(first.layers);
});
