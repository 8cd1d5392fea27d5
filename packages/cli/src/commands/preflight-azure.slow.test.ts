import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeAzure, startFakeAzure } from '../../../../tools/fake-azure/start';
import { runInFolder } from '../testing/run-in-folder';

const root = mkdtempSync(join(tmpdir(), 'strata-preflight-azure-'));
let azure: FakeAzure;
beforeAll(async () => {
  azure = await startFakeAzure();
  // Azure's library for logins reads them where it runs.
  Object.assign(process.env, azure.variables);
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await azure[Symbol.asyncDispose]();
});

const TEMPLATE = `
source "azure-arm" "web" {
  location        = "westeurope"
  os_type         = "Linux"
  vm_size         = "Standard_D2s_v55"
  image_publisher = "Debian"
  image_offer     = "debian-12"
  image_sku       = "12-gen2"
  ssh_username    = "packer"

  managed_image_name                = "web-1"
  managed_image_resource_group_name = "nowhere"
}
build { sources = ["azure-arm.web"] }
`;

test('everything that is missing in Azure is said at once, and nothing is made', async () => {
  const { arm, azurite, variables } = azure;
  const destination = {
    ...{ kind: 'azure', location: 'westeurope', regions: ['eastus', 'eastuss'], resourceGroup: 'images' },
    ...{ gallery: 'acme', storageAccount: azurite.account },
  };
  mkdirSync(join(root, 'images/web'), { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'web.pkr.hcl'), TEMPLATE);
  writeFileSync(join(root, 'destinations.json'), JSON.stringify({ azure: destination }));
  arm.cloud.denied.add('Microsoft.Compute/galleries/images/versions/write');
  const { code, out, err } = await runInFolder(root, ['preflight', '-to=azure', 'web.pkr.hcl'], variables);
  expect(code).toBe(1);
  expect(out).toContain(`  ok       login to subscription Fake (${arm.cloud.subscription})`);
  expect(out.match(/missing {2}.*/g)).toEqual([
    'missing  vm_size Standard_D2s_v55 in westeurope: Invalid value (AZU032)',
    'missing  resource group nowhere: Not found at Azure (AZU013)',
    'missing  region eastuss with galleries: Invalid value (AZU032)',
    'missing  permissions in resource group images: Not permitted by Azure (AZU005)',
  ]);
  expect(out).toContain('  ok       gallery acme, which is not there and will be made\n');
  expect(out).toContain(`  ok       container ${azurite.account}/strata-disks\n`);
  expect(out).toContain('  unknown  policies, deny assignments and conditions of roles: ');
  expect(err).toContain('Did you mean Standard_D2s_v5?');
  expect(err).toContain('strata azure-role');
  expect(out + err).not.toContain(azurite.key);
  expect(arm.log.mutating()).toEqual([]);
});
