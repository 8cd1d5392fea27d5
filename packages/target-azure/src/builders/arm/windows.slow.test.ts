import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeAzure, startFakeAzure } from '../../../../../tools/fake-azure/start';
import {
  type WindowsGuests,
  windowsGuests,
} from '../../../../../tools/fakes/arm/guests/testing/windows-guests';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../../../cli/src/testing/workspace-fixture';
import { addGallery, listIds } from '../../testing/fake-gallery';

/** As Packer's documentation ends a build of Windows. */
const SYSPREP = `
  provisioner "powershell" {
    inline = [
      "& $env:SystemRoot\\\\System32\\\\Sysprep\\\\Sysprep.exe /oobe /generalize /quiet /quit",
      "while($true) { $imageState = Get-ItemProperty HKLM:\\\\SOFTWARE\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Setup\\\\State | Select ImageState; if($imageState.ImageState -ne 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') { Write-Output $imageState.ImageState; Start-Sleep -s 10  } else { break } }"
    ]
  }
`;

const TEMPLATE = `
source "azure-arm" "web" {
  location        = "westeurope"
  vm_size         = "Standard_D2s_v5"
  os_type         = "Windows"
  image_publisher = "MicrosoftWindowsServer"
  image_offer     = "WindowsServer"
  image_sku       = "2022-datacenter-g2"

  communicator                 = "winrm"
  winrm_use_ssl                = true
  winrm_insecure               = true
  winrm_username               = "packer"
  allowed_inbound_ip_addresses = ["127.0.0.1"]

  shared_image_gallery_destination {
    resource_group      = "images"
    gallery_name        = "ours"
    image_name          = "web"
    image_version       = "1.2.0"
    replication_regions = ["northeurope"]
  }
}

build {
  sources = ["azure-arm.web"]

  provisioner "file" {
    source      = "greeting"
    destination = "c:/greeting.txt"
  }

  provisioner "powershell" {
    inline = ["Write-Output \\"provisioned by $env:PACKER_BUILDER_TYPE\\""]
  }

${SYSPREP}}
`;

let guests: WindowsGuests;
let azure: FakeAzure;
let workspace: WorkspaceFixture;
beforeEach(async () => {
  guests = windowsGuests();
  azure = await startFakeAzure({ guests, pending: {} });
  await addGallery(azure.arm, { osType: 'Windows', hyperVGeneration: 'V2' });
  workspace = createWorkspaceFixture();
  workspace.write('web.pkr.hcl', TEMPLATE);
  workspace.write('greeting', 'hello\r\n');
});
afterEach(async () => {
  workspace[Symbol.dispose]();
  await azure[Symbol.asyncDispose]();
});

test('a Windows is provisioned by WinRM with TLS, sealed, and becomes a version', async () => {
  const before = new Set(listIds(azure.arm));
  const ended = await workspace.strataWith(azure.variables, 'build', 'web.pkr.hcl');
  expect([ended.code, ended.err]).toEqual([0, '']);
  expect(ended.out).toContain('provisioned by azure-arm');

  const [machine] = guests.machines;
  expect(machine).toMatchObject({ isSealed: true, ends: ['stop'], name: expect.stringMatching(/^pkrvm/u) });
  expect(ended.out + ended.err).not.toContain(machine?.server.password);

  const version =
    '/resourceGroups/images/providers/Microsoft.Compute/galleries/ours/images/web/versions/1.2.0';
  expect(listIds(azure.arm).filter((id) => !before.has(id))).toEqual([version]);
  const [made] = azure.arm.cloud.resources.ofType('Microsoft.Compute/galleries/images/versions');
  expect(made).toMatchObject({
    state: 'Succeeded',
    properties: { publishingProfile: { targetRegions: [{ name: 'northeurope' }, { name: 'westeurope' }] } },
  });
  const actions = azure.arm.log.of('Microsoft.Compute/virtualMachines').map(({ action }) => action);
  expect(actions.filter(Boolean)).toEqual(['deallocate', 'generalize']);
  expect(readdirSync(join(workspace.root, '.strata/ledger'))).toEqual([]);
});

test('a machine that cannot be sealed is no version, and nothing of it stays', async () => {
  workspace.write(
    'web.pkr.hcl',
    TEMPLATE.replace(SYSPREP, '  provisioner "powershell" { inline = ["exit 3"] }\n'),
  );
  const before = listIds(azure.arm);
  const ended = await workspace.strataWith(azure.variables, 'build', 'web.pkr.hcl');
  expect(ended.code).toBe(1);
  expect(ended.out).toContain('non-zero exit status: 3');
  expect(guests.machines).toMatchObject([{ isSealed: false, ends: ['kill'] }]);
  expect(listIds(azure.arm)).toEqual(before);
});
