import { Failure } from '@strata/diagnostics';
import { createMemoryFiles } from '@strata/sdk/testing';
import { readDestinations } from '../settings/destinations-file';
import { readAzureSettings } from './settings';

const least = {
  kind: 'azure',
  location: 'westeurope',
  resourceGroup: 'images',
  gallery: 'acme.images',
  storageAccount: 'acmeimages',
};
const encryptionSet =
  '/subscriptions/s/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/eastus';

async function read(settings: object) {
  const text = JSON.stringify({ azure: settings }, undefined, 1);
  const written = await readDestinations(createMemoryFiles({ '/w/destinations.json': text }), '/w');
  const found = written.get('azure');
  if (!found) throw new Error('there is no destination');
  return readAzureSettings(found);
}

/** What is told, with its line. */
async function tell(settings: object): Promise<readonly string[]> {
  const failure = await read(settings).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  return failure.diagnostics.map(({ code, detail, hint = '', subject }) =>
    `${code} ${subject?.start.line}: ${detail} ${hint}`.trim(),
  );
}

test('what is not said has the safe and usual value', async () => {
  const { destination, disk, login } = await read(least);
  expect(destination).toMatchObject({
    name: 'azure',
    storage: { account: 'acmeimages', resourceGroup: 'images', container: 'strata-disks' },
    regions: [{ name: 'westeurope', replicas: 1, storageType: undefined, encryptionSet: undefined }],
    definitionName: '{image}',
    definition: { osState: 'Generalized', generation: 'V2', security: 'Standard', publisher: 'strata' },
    versionRule: { kind: 'date' },
    isExcludedFromLatest: false,
    isShallow: false,
  });
  expect(disk).toEqual({ firmware: 'both', secureBoot: false });
  expect(login).toEqual({});
});

test('all that can be said is understood', async () => {
  const { destination, disk, login } = await read({
    ...least,
    cloud: 'USGovernment',
    subscription: '00000000-0000-0000-0000-00000000000a',
    tenant: 'acme.example',
    storageResourceGroup: 'storage',
    container: 'vhds',
    regions: ['eastus', 'westeurope'],
    replicas: 2,
    replicasByRegion: { eastus: 5 },
    storageType: 'Premium_LRS',
    encryptionSets: { eastus: encryptionSet },
    tags: { team: 'web' },
    definition: 'acme-{image}',
    publisher: 'acme',
    offer: '{image}',
    sku: 'gen2',
    osState: 'Specialized',
    security: 'TrustedLaunchSupported',
    nvme: true,
    acceleratedNetworking: false,
    version: '1.4',
    versions: { golden: '2.0.0', webapp: 'date' },
    excludeFromLatest: true,
    endOfLifeAfter: '90d',
    blockDeletionBeforeEndOfLife: true,
    firmware: 'uefi',
    secureBoot: true,
    diskSize: '8G',
    kernelArguments: 'rootdelay=300',
  });
  expect(destination).toMatchObject({
    storage: { resourceGroup: 'storage', container: 'vhds' },
    regions: [
      { name: 'westeurope', replicas: 2, storageType: 'Premium_LRS', encryptionSet: undefined },
      { name: 'eastus', replicas: 5, storageType: 'Premium_LRS', encryptionSet },
    ],
    definitionName: 'acme-{image}',
    definition: { publisher: 'acme', security: 'TrustedLaunchSupported', hasNvme: true },
    versionRule: { kind: 'next', major: 1, minor: 4 },
    versionRules: { golden: { kind: 'exact', version: '2.0.0' }, webapp: { kind: 'date' } },
    endOfLifeAfter: 90 * 86_400_000,
    isProtected: true,
  });
  expect(disk).toEqual({
    firmware: 'uefi',
    secureBoot: true,
    size: 8 * 2 ** 30,
    kernelArguments: 'rootdelay=300',
  });
  expect(login).toEqual({
    subscription_id: '00000000-0000-0000-0000-00000000000a',
    tenant_id: 'acme.example',
    cloud_environment_name: 'USGovernment',
  });
});

const { storageAccount: _, ...withoutAccount } = least;

test('disks go into managed disks where that is said, and no account is needed then', async () => {
  const { destination } = await read({ ...withoutAccount, upload: 'disk' });
  expect(destination.storage).toBeUndefined();
  const told = await tell({ ...least, upload: 'disk', container: 'vhds', shallow: true });
  expect(told).toEqual([
    expect.stringMatching(/^CLI036 7: "storageAccount" says where disks are kept, and "upload" is "disk"/),
    expect.stringMatching(/^CLI036 9: "container" says where disks are kept/),
    expect.stringMatching(/^CLI036 10: "shallow" makes versions that need their disk/),
  ]);
  expect(await tell({ ...withoutAccount, upload: 'account' })).toEqual([
    expect.stringContaining('lacks "storageAccount"'),
  ]);
});

test('everything that is wrong is told at once, each with its line', async () => {
  const told = await tell({
    ...least,
    location: 'West Europe',
    gallery: 'acme-images',
    storageAccount: 'Acme_Images',
    regoins: ['eastus'],
    replicas: 101,
    version: '1',
    versions: { golden: '1.0.4294967296' },
    tags: { 'strata-key': 'x' },
    container: 'a--b',
    definition: 'images',
  });
  expect(told).toEqual([
    expect.stringMatching(
      /^CLI036 4: "location" is "West Europe", which is not a region such as "westeurope"/,
    ),
    expect.stringMatching(/^CLI036 6: "gallery" is "acme-images", which is not .*no hyphen/),
    expect.stringMatching(/^CLI036 7: "storageAccount" is "Acme_Images", .*3 to 24 small letters/),
    expect.stringMatching(/^CLI036 8: "regoins" is no setting .* Was "regions" meant\?$/),
    expect.stringMatching(/^CLI036 11: "replicas" is 101, and a region takes at most 100\.$/),
    expect.stringMatching(/^CLI036 12: "version" is "1", which is not "date", a series/),
    expect.stringMatching(/^CLI036 14: "versions" has 4294967296 in it, and a number is at most 2147483647/),
    expect.stringMatching(/^CLI036 17: "tags" has the name "strata-key"/),
    expect.stringMatching(/^CLI036 19: "container" is "a--b"/),
    expect.stringMatching(/^CLI036 20: "definition" is "images", which is not .*\{image\}/),
  ]);
});

test('what is missing, and what does not go together, is told', async () => {
  expect(await tell({ kind: 'azure' })).toEqual(
    ['location', 'resourceGroup', 'gallery', 'storageAccount'].map((name) =>
      expect.stringContaining(`lacks "${name}"`),
    ),
  );
  const told = await tell({
    ...least,
    generation: 'V1',
    security: 'TrustedLaunch',
    secureBoot: true,
    encryptionSets: { eastus: encryptionSet },
    replicasByRegion: { uksouth: 2 },
    shallow: true,
    blockDeletionBeforeEndOfLife: true,
  });
  expect(told).toEqual([
    expect.stringMatching(/"encryptionSets" names eastus, which is not among/),
    expect.stringMatching(/"replicasByRegion" names uksouth/),
    expect.stringMatching(/"security" is "TrustedLaunch", which needs "generation": "V2"/),
    expect.stringMatching(/"V1", which starts by BIOS/),
    expect.stringMatching(/"shallow" makes one replica/),
    expect.stringMatching(/without "endOfLifeAfter"/),
  ]);
});

test('rules say which versions stay; without any all do', async () => {
  const { keep } = await read({ ...least, keep: { newest: 5, for: '90d' } });
  expect(keep).toEqual({ newest: 5, youngerThan: 90 * 86_400_000, quarantine: 14 * 86_400_000 });
  expect((await read(least)).keep).toBeUndefined();
});

test('rules that keep nothing are refused at their line', async () => {
  const [first, ...others] = await tell({ ...least, keep: { quarantine: '2w' } });
  expect(first).toMatch(/^CLI036 \d+: "keep" says nothing that keeps an image\. Say how many stay/);
  expect(others).toEqual([]);
});
