import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { communicatorSuite, createProvisionContext } from '@strata/sdk/testing';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import { makeTestEngine, type TestEngine } from '../testing/container-fixture';
import { connectContainer } from './connect';

let podman: TestEngine;
let made = 0;

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'strata-tiny-'));
  makeTinyImage(root);
  chmodSync(root, 0o755);
  chmodSync(join(root, 'tmp'), 0o1777);
  podman = makeTestEngine();
  podman.importImage(root, 'tiny');
  rmSync(root, { recursive: true });
}, 60_000);
afterAll(() => podman.close(), 60_000);

/** A fresh container that waits. */
function startContainer(): string {
  const id = `strata-test-${++made}`;
  podman.run(
    'run',
    '--detach',
    '--name',
    id,
    '--entrypoint',
    '/bin/sh',
    'tiny',
    '-c',
    'while :; do sleep 60; done',
  );
  podman.run('exec', id, 'mkdir', '/tmp/suite');
  return id;
}

async function connect(id: string, more: { readonly user?: string; readonly fixOwner?: boolean } = {}) {
  const context = createProvisionContext({ ports: { ...createNodePorts() } as never });
  const engine = createEngine(context, podman.program);
  return connectContainer(context, { engine, id, fixOwner: true, ...more });
}

let shared: string | undefined;

/** One container for all: starting one takes longer than most of the suite's cases. */
communicatorSuite('docker', async () => {
  shared ??= startContainer();
  const folder = `/tmp/suite-${++made}`;
  podman.run('exec', shared, 'mkdir', folder);
  const { communicator } = await connect(shared);
  return { communicator, folder, close: async () => undefined };
});

const { signal } = new AbortController();

test('files are given to whoever runs commands, when that is wanted', async () => {
  const id = startContainer();
  for (const [fixOwner, owner] of [
    [true, '1234:1234'],
    [false, '0:0'],
  ] as const) {
    const { communicator } = await connect(id, { user: '1234:1234', fixOwner });
    await communicator.upload(Buffer.from('x'), '/tmp/suite/file', { mode: 0o640, signal });
    expect(podman.run('exec', id, 'stat', '-c', '%u:%g %a', '/tmp/suite/file')).toBe(`${owner} 640`);
  }
}, 60_000);

test('commands are run by the user that was asked for', async () => {
  const id = startContainer();
  const { communicator } = await connect(id, { user: '1234:1234' });
  const exit = await communicator.exec({ command: '[ "$(id -u)" = 1234 ]' }, signal);
  expect(exit).toEqual({ kind: 'exited', code: 0 });
}, 60_000);

test('a command may say what an engine says of a container that is gone', async () => {
  const { communicator } = await connect(startContainer());
  const command = 'echo "nginx is not running" >&2; exit 1';
  expect(await communicator.exec({ command }, signal)).toEqual({ kind: 'exited', code: 1 });
}, 60_000);

test('a container that is gone is a connection that is lost', async () => {
  const id = startContainer();
  const { communicator } = await connect(id);
  podman.run('rm', '--force', '--time', '0', id);
  expect(await communicator.exec({ command: 'true' }, signal)).toEqual({ kind: 'disconnected' });
}, 60_000);

test('an archive may be followed by any number of zeros', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-zeros-'));
  const program = join(folder, 'engine');
  mkdirSync(join(folder, 'tree'));
  writeFileSync(join(folder, 'tree/file'), 'content');
  writeFileSync(program, `#!/bin/sh\ntar -C ${folder} -cf - tree\nhead -c 5000000 /dev/zero\n`, {
    mode: 0o755,
  });
  const context = createProvisionContext({ ports: { ...createNodePorts() } as never });
  const engine = createEngine(context, program);
  const { communicator } = await connectContainer(context, { engine, id: 'x', fixOwner: false });
  await communicator.downloadDirectory('/tree', join(folder, 'back'), { signal });
  expect(readFileSync(join(folder, 'back/tree/file'), 'utf8')).toBe('content');
  rmSync(folder, { recursive: true });
});
