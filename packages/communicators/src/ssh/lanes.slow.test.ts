import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ConnectionError } from '@strata/sdk';
import { startDelayProxy } from '../testing/delay-proxy';
import { connectTo, makeFolder, never } from '../testing/ssh-fixture';
import { startSshd } from '../testing/sshd';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};
const makePlace = async () => keep(await makeFolder()).path;

/** A machine whose answers take 30 ms. */
async function connectFar(...args: Parameters<typeof startSshd>) {
  const sshd = keep(await startSshd(...args));
  const { port } = keep(await startDelayProxy(sshd.port, 30));
  const { communicator } = keep(await connectTo({ ...sshd, port }));
  return { communicator, sshd };
}

const content = Buffer.from(Uint32Array.from({ length: 4_200_001 }, (_, index) => index).buffer);
const size = content.length;

function* chunks() {
  for (let at = 0; at < size; at += 100_000) yield content.subarray(at, at + 100_000);
}

test.each([
  ['with SFTP', {}],
  ['without SFTP', { sftp: false }],
  ['that allows one session more', { config: ['MaxSessions 2'] }],
])('a large file reaches a machine far away %s', async (_, options) => {
  const { communicator } = await connectFar(options);
  const folder = await makePlace();
  await communicator.upload(Readable.from(chunks()), `${folder}/file`, { mode: 0o640, size, signal: never });
  expect((await readFile(`${folder}/file`)).equals(content)).toBe(true);
  expect((await stat(`${folder}/file`)).mode & 0o777).toBe(0o640);
  expect(await readdir(folder)).toEqual(['file']);
});

test('a large file that is shorter than was said arrives as it is', async () => {
  const { communicator } = await connectFar();
  const folder = await makePlace();
  await writeFile(`${folder}/file`, 'old');
  await communicator.upload(Readable.from(['new']), `${folder}/file`, { size, signal: never });
  expect(await readFile(`${folder}/file`, 'utf8')).toBe('new');
});

test('a large file that cannot be read here, or written there, is told, and leaves nothing', async () => {
  const { communicator } = await connectFar();
  const folder = await makePlace();
  const broken = Readable.from(
    (function* () {
      yield* chunks();
      throw new Error('the disk is broken');
    })(),
  );
  await expect(communicator.upload(broken, `${folder}/file`, { size, signal: never })).rejects.toMatchObject({
    diagnostics: [{ code: 'COM001', detail: expect.stringContaining('broken') }],
  });
  await mkdir(`${folder}/taken`);
  await expect(
    communicator.upload(Readable.from(chunks()), `${folder}/taken`, { size, signal: never }),
  ).rejects.toMatchObject({ diagnostics: [{ code: 'COM001', detail: expect.stringContaining('folder') }] });
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a large upload that is cancelled leaves nothing behind', async () => {
  const { communicator } = await connectFar();
  const folder = await makePlace();
  const abort = new AbortController();
  const reason = new Error('enough');
  const endless = Readable.from(
    (async function* () {
      yield* chunks();
      abort.abort(reason);
      await new Promise(() => {});
    })(),
  );
  await expect(communicator.upload(endless, `${folder}/file`, { size, signal: abort.signal })).rejects.toBe(
    reason,
  );
  expect(await readdir(folder)).toEqual([]);
});

test('a large upload whose line is cut is a lost connection', async () => {
  const { communicator, sshd } = await connectFar();
  const folder = await makePlace();
  const cut = Readable.from(
    (async function* () {
      yield* chunks();
      await sshd.cut();
      yield* chunks();
    })(),
  );
  await expect(communicator.upload(cut, `${folder}/file`, { size, signal: never })).rejects.toBeInstanceOf(
    ConnectionError,
  );
  expect(await readdir(folder)).not.toContain('file');
});
