import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { createTokens } from '../arm/entra/tokens';
import { makeCertificate } from '../arm/server/certificate';
import { startAzurite } from './index';

const PAGE = 512;

test('pages come back as they were written, to who has the key', async () => {
  await using azurite = await startAzurite();
  const { account, key, accountUrl } = azurite;
  const client = new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key));
  const container = client.getContainerClient('vhds');
  await container.create();
  const blob = container.getPageBlobClient('disk.vhd');
  await blob.create(4 * PAGE);
  const page = Buffer.alloc(PAGE, 'x');
  await blob.uploadPages(page, PAGE, PAGE);
  const read = await blob.downloadToBuffer(PAGE, PAGE);
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(read)).toBe(digest(page));
  const other = new StorageSharedKeyCredential(account, Buffer.alloc(64).toString('base64'));
  await expect(new BlobServiceClient(accountUrl, other).getProperties()).rejects.toMatchObject({
    statusCode: 403,
  });
});

test('it speaks TLS, and takes a token for storage', async () => {
  const certificate = makeCertificate();
  await using azurite = await startAzurite({ certificate });
  const credential = createTokens().credential();
  // The type of the SDK's options leaves out what every pipeline of its takes.
  const options = { tlsOptions: { ca: certificate.cert }, retryOptions: { maxTries: 1 } };
  const client = new BlobServiceClient(azurite.accountUrl, credential, options);
  await client.getContainerClient('vhds').create();
  const names: string[] = [];
  for await (const { name } of client.listContainers()) names.push(name);
  expect(names).toEqual(['vhds']);
});

test('a copy of a page blob is changed without its source', async () => {
  await using azurite = await startAzurite();
  const login = new StorageSharedKeyCredential(azurite.account, azurite.key);
  const container = new BlobServiceClient(azurite.accountUrl, login).getContainerClient('vhds');
  await container.create();
  const [source, copy] = ['source', 'copy'].map((name) => container.getPageBlobClient(name));
  if (!source || !copy) throw new Error('There are two blobs.');
  await source.create(1024);
  await source.uploadPages(Buffer.alloc(512, 'a'), 0, 512);
  await (await copy.beginCopyFromURL(source.url, { intervalInMs: 1 })).pollUntilDone();
  await copy.uploadPages(Buffer.alloc(512, 'b'), 0, 512);
  const read = async (blob: typeof source) => (await blob.downloadToBuffer(0, 1)).toString();
  expect([await read(source), await read(copy)]).toEqual(['a', 'b']);
});

test('it is gone when it is closed', async () => {
  const azurite = await startAzurite();
  await azurite.close();
  await expect(fetch(azurite.accountUrl)).rejects.toThrow('fetch failed');
});

test('it is gone when who started it was killed', async () => {
  const program = `
    require(${JSON.stringify(join(__dirname, '../../source-loader/register'))});
    require(${JSON.stringify(join(__dirname, 'index.ts'))}).startAzurite().then(({ accountUrl }) => console.log(accountUrl));
  `;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  expect((await fetch(String(line))).status).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await expect(keepAsking(String(line))).rejects.toThrow('fetch failed');
});

/** It ends as soon as it hears of it. */
async function keepAsking(url: string): Promise<void> {
  for (;;) {
    await fetch(url);
    await sleep(20);
  }
}
