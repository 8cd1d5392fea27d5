import { join } from 'node:path';
import { startPushRegistry } from '../../../layers/src/testing/push-registry';
import {
  type RealRegistry,
  registryLogin,
  startRealRegistry,
} from '../../../layers/src/testing/real-registry';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let registry: RealRegistry;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  registry = await startRealRegistry(join(workspace.root, 'registry'), { login: true });
  workspace.image('golden', shellSteps('echo one > /etc/one'));
  workspace.child('web', 'golden', shellSteps('echo two > /etc/two'));
  workspace.write('images/golden/tests/one.sh', 'grep one /etc/one\n');
  writeLogin('config', registry.host, registryLogin.password);
  writeLogin('wrong', registry.host, 'wrong-secret');
  const built = await workspace.strata('build', 'images/web');
  if (built.code !== 0) throw new Error(built.out + built.err);
}, 120_000);
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  workspace[Symbol.dispose]();
});

function writeLogin(folder: string, host: string, password: string): void {
  const auth = Buffer.from(`${registryLogin.username}:${password}`).toString('base64');
  workspace.write(`${folder}/config.json`, JSON.stringify({ auths: { [host]: { auth } } }));
}

const publish = (...args: readonly string[]) => publishAs('config', ...args);
const publishAs = (folder: string, ...args: readonly string[]) =>
  workspace.strataWith({ DOCKER_CONFIG: join(workspace.root, folder) }, 'publish', ...args);
const to = (name: string) => `-to=${registry.host}/team/${name}`;

/** What the registry was asked to change since. */
const getChanges = (from: number) =>
  registry
    .log()
    .slice(from)
    .filter((line) => !/^(?:GET|HEAD) /.test(line));

test('an image is let through by its tests, published, and published again without a change', async () => {
  const refused = await publish(to('golden:1'), 'images/golden');
  expect(refused.err).toContain('CLI040');
  expect(refused.code).toBe(1);
  const asked = registry.log().length;
  expect((await workspace.strata('test', 'images/golden')).code).toBe(0);

  const dry = await publish('-dry-run', to('golden:1'), 'images/golden');
  expect(dry.out).toMatch(
    /team\/golden:1: would be .*@sha256:[0-9a-f]{64}; to do: send 3 parts \(.*; set the tag 1/,
  );
  expect(getChanges(asked)).toEqual([]);
  expect(workspace.has('images/golden/dist/rootfs.golden.published.json')).toBe(false);

  const first = await publish(to('golden:1'), to('golden:latest'), 'images/golden');
  expect(first.out).toMatch(/team\/golden:1, :latest: published as .*@sha256:[0-9a-f]{64} \(send 3 parts/);
  expect(first.code).toBe(0);
  const noted = workspace.read('images/golden/dist/rootfs.golden.published.json');
  const reference = /published as (\S+)/.exec(first.out)?.[1];
  expect(JSON.parse(noted)).toEqual({
    schema: 1,
    source: 'rootfs.golden',
    published: ['1', 'latest'].map((tag) => ({ name: `${registry.host}/team/golden:${tag}`, reference })),
  });

  const before = registry.log().length;
  const second = await publish(to('golden:1'), to('golden:latest'), 'images/golden');
  expect(second.out).toBe(
    `${registry.host}/team/golden:1, :latest: nothing to do, it is ${reference} already\n`,
  );
  expect(getChanges(before)).toEqual([]);
  expect(workspace.read('images/golden/dist/rootfs.golden.published.json')).toBe(noted);

  const verify = (...args: readonly string[]) =>
    workspace.strataWith({ DOCKER_CONFIG: join(workspace.root, 'config') }, 'verify', ...args, 'golden');
  const there = await verify();
  expect(there.out).toContain(`team/golden:1: is ${reference}, as published\n`);
  expect(there.code).toBe(0);
  expect((await verify('-offline')).err).toContain('CLI030');
  expect(getChanges(before)).toEqual([]);

  const child = await publish('-without-tests=web', to('web:1'), 'images/web');
  expect(child.out).toMatch(/take over 2 parts from team\/golden; send 2 parts/);
  expect(child.err).toContain('CLI049');
}, 120_000);

test('what cannot be published is told without the password, and nothing is sent', async () => {
  const before = registry.log().length;
  const without = '-without-tests=web';
  const wrong = await publishAs('wrong', without, to('web:2'), 'images/web');
  expect(wrong.err).toMatch(/LAY034[\s\S]*401/);
  expect(wrong.err).toContain('docker login');
  const unknown = await publish(without, '-to=no-such-registry.invalid/web:1', to('web:2'), 'images/web');
  expect(unknown.err).toMatch(/LAY035[\s\S]*no-such-registry\.invalid/);
  expect(unknown.out).toContain('no-such-registry.invalid/web:1: not published');
  expect(unknown.out).toContain('team/web:2: published as');
  expect([wrong.code, unknown.code]).toEqual([1, 1]);
  expect(getChanges(before).filter((line) => !line.endsWith('manifests/2 201'))).toEqual([]);

  const other = await publish('-without-tests=golden', to('web:1'), 'images/web');
  expect(other.err).toMatch(/CLI033[\s\S]*"golden"/);
  const nowhere = await publish('images/web');
  expect(nowhere.err).toContain('CLI031');
  const shown = [wrong, unknown, other, nowhere].map(({ out, err }) => out + err).join();
  expect(shown).not.toContain('wrong-secret');
  expect(shown).not.toContain(registryLogin.password);
}, 120_000);

test('an interrupt in the middle leaves no tag, and the next run goes through', async () => {
  await using slow = await startPushRegistry();
  let interrupt = () => {};
  slow.addFault({ on: /^PUT .*\/uploads\//, hold: () => interrupt() });
  const args = ['publish', '-without-tests=web', `-to=${slow.host}/team/web:1`, 'images/web'];
  const stopped = await workspace.run({}, args, (pid) => {
    interrupt = () => process.kill(pid as number, 'SIGINT');
  });
  expect(stopped.err).toContain('Cancelled');
  expect(stopped.code).toBe(1);
  expect(slow.repositories.get('team/web')?.tags.size ?? 0).toBe(0);
  expect((await workspace.strata(...args)).out).toContain('team/web:1: published as');

  const repository = slow.repositories.get('team/web');
  repository?.manifests.clear();
  repository?.tags.clear();
  const gone = await workspace.strata('verify', 'web');
  expect(gone.err).toMatch(/CLI038[\s\S]*team\/web@sha256:[0-9a-f]{64} was published as/);
  expect(gone.code).toBe(1);
}, 120_000);
