import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

const TEMPLATE = `
source "azure-arm" "web" {
  os_type         = "Linux"
  image_publisher = "Debian"
  image_offer     = "debian-12"
  image_sku       = "12-gen2"
  ssh_username    = "packer"

  build_resource_group_name         = "builds"
  managed_image_name                = "web-1"
  managed_image_resource_group_name = "images"
}
build { sources = ["azure-arm.web"] }
`;
const DESTINATION = {
  ...{ kind: 'azure', location: 'westeurope', resourceGroup: 'images', gallery: 'acme' },
  storageAccount: 'acmeimages',
};
const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUPS = `/subscriptions/${SUBSCRIPTION}/resourceGroups`;

const root = mkdtempSync(join(tmpdir(), 'strata-azure-role-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
};
beforeEach(() =>
  write({
    'nx.json': '{}',
    'a.pkr.hcl': TEMPLATE,
    'b.pkr.hcl': 'source "null" "x" { communicator = "none" }\nbuild { sources = ["null.x"] }\n',
    'destinations.json': JSON.stringify({ azure: DESTINATION, aws: { kind: 'aws', region: 'eu-central-1' } }),
  }),
);
const run = (...args: readonly string[]) =>
  runInFolder(root, ['azure-role', ...args], { AZURE_SUBSCRIPTION_ID: SUBSCRIPTION });
const read = (out: string) => JSON.parse(out) as Readonly<Record<string, readonly string[]>>;

test('prints what a template needs, where it needs it, without asking Azure anything', async () => {
  const { code, out, err } = await run('a.pkr.hcl');
  expect([code, err]).toEqual([0, '']);
  const role = read(out);
  expect(role).toMatchObject({ Name: 'Strata', IsCustom: true, NotActions: [], DataActions: [] });
  expect(role['Actions']).toEqual(
    expect.arrayContaining(['Microsoft.Compute/virtualMachines/write', 'Microsoft.Compute/images/write']),
  );
  expect(role['Actions']).not.toContain('Microsoft.Resources/subscriptions/resourceGroups/write');
  expect(role['AssignableScopes']).toEqual([`${GROUPS}/builds`, `${GROUPS}/images`]);
});

test('adds what a destination needs, and what looking after its versions needs where it has rules for that', async () => {
  const plain = read((await run('-to=azure', 'b.pkr.hcl')).out);
  expect(plain['Actions']).toContain('Microsoft.Storage/storageAccounts/listKeys/action');
  expect(plain['DataActions']).toContain(
    'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
  );
  expect(plain['AssignableScopes']).toEqual([`${GROUPS}/images`]);
  write({ 'destinations.json': JSON.stringify({ azure: { ...DESTINATION, keep: { newest: 5 } } }) });
  const kept = read((await run('-to=azure', 'b.pkr.hcl')).out);
  expect(kept['Actions']).toContain('Microsoft.Compute/virtualMachineScaleSets/read');
  expect(kept['AssignableScopes']).toEqual([`/subscriptions/${SUBSCRIPTION}`]);
});

test('adds what only preflight asks when that is wanted, and takes a name', async () => {
  const { out } = await run('-preflight', '-name=Strata builder', 'a.pkr.hcl');
  expect(read(out)).toMatchObject({ Name: 'Strata builder' });
  expect(read(out)['Actions']).toContain('Microsoft.Authorization/permissions/read');
});

test('says when nothing is needed', async () => {
  expect(await run('b.pkr.hcl')).toMatchObject({
    ...{ code: 0, out: '' },
    err: expect.stringContaining('Nothing of this needs Azure'),
  });
});

test('knows no destination of another kind', async () => {
  const { code, err } = await run('-to=aws', 'b.pkr.hcl');
  expect([code, err]).toEqual([1, expect.stringContaining('this command looks at those of kind "azure"')]);
});
