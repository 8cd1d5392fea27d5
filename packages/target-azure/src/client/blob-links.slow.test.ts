import { BlobClient, BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { createTokens } from '../../../../tools/fakes/arm/entra/tokens';
import { makeCertificate } from '../../../../tools/fakes/arm/server/certificate';
import { type Azurite, startAzurite } from '../../../../tools/fakes/azurite';
import { signBlob } from './blob-links';

const certificate = makeCertificate();
// The type of the SDK's options leaves out what every pipeline of its takes.
const options = { tlsOptions: { ca: certificate.cert }, retryOptions: { maxTries: 1 } };
const place = { container: 'packages', name: 'a/b.tar.gz' };
const MINUTE = 60_000;

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ certificate });
  const { accountUrl, account, key } = azurite;
  const owner = new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key), options);
  const container = owner.getContainerClient(place.container);
  await container.create();
  await container.getBlockBlobClient(place.name).upload('content', 'content'.length);
});
afterAll(() => azurite[Symbol.asyncDispose]());

const logins = {
  "the account's key": () => new StorageSharedKeyCredential(azurite.account, azurite.key),
  'whoever is logged in': () => createTokens().credential(),
};

const times = (from: number, until: number) => ({
  from: new Date(Date.now() + from * MINUTE),
  until: new Date(Date.now() + until * MINUTE),
});

async function read(login: keyof typeof logins, { from, until }: ReturnType<typeof times>) {
  const service = new BlobServiceClient(azurite.accountUrl, logins[login](), options);
  const link = await signBlob(service, place, { from, until });
  return (await new BlobClient(link, undefined, options).downloadToBuffer()).toString();
}

test.each(Object.keys(logins) as (keyof typeof logins)[])(
  'a link that is signed by %s reads',
  async (login) => {
    expect(await read(login, times(-15, 60))).toBe('content');
  },
);

test('a link that begins in the future does not read yet, as one of a clock that is ahead', async () => {
  await expect(read("the account's key", times(15, 60))).rejects.toMatchObject({ statusCode: 403 });
});
