import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeAzure, startFakeAzure } from '../../../../../tools/fake-azure/start';
import { seedDisk } from '../../../../../tools/fakes/arm';
import { qemuGuests } from '../../../../../tools/fakes/arm/guests/qemu-guests';
import { makeBootableDisk } from '../../../../../tools/fakes/arm/guests/testing/bootable-disk';
import { makeBed } from '../../../../../tools/fakes/arm/testing/bed';
import { launchMachine } from '../../../../../tools/fakes/arm/testing/launch-machine';
import { createSshLogin, type SshLogin } from '../../../../../tools/fakes/guests/testing/ssh-login';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../../../cli/src/testing/workspace-fixture';
import { addGallery, listIds } from '../../testing/fake-gallery';

// Two machines are started in software, one after the other.
const PATIENCE = 600_000;

const TEMPLATE = `
variable "token" {
  type      = string
  default   = "correct-horse-7"
  sensitive = true
}

source "azure-arm" "web" {
  location                     = "westeurope"
  vm_size                      = "Standard_D2s_v5"
  os_type                      = "Linux"
  image_publisher              = "Debian"
  image_offer                  = "debian-12"
  image_sku                    = "12"
  temporary_key_pair_type      = "ed25519"
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
    destination = "/tmp/greeting"
  }

  provisioner "shell" {
    env             = { TOKEN = var.token }
    inline          = ["mv /tmp/greeting /etc/greeting", "echo by $HOME >>/etc/greeting", "echo $\${#TOKEN} >>/etc/greeting"]
    execute_command = "chmod +x {{ .Path }}; {{ .Vars }} sudo {{ .Path }}"
  }

  provisioner "shell" {
    inline          = ["waagent -force -deprovision+user && sync"]
    execute_command = "sudo sh -eux {{ .Path }}"
  }
}
`;

let azure: FakeAzure;
let login: SshLogin;
let workspace: WorkspaceFixture;
beforeAll(async () => {
  login = createSshLogin();
  azure = await startFakeAzure({ guests: qemuGuests(), pending: {} });
  await seedDisk(azure.arm.cloud, { urn: 'Debian:debian-12:12', disk: await makeBootableDisk() });
  await addGallery(azure.arm, { osType: 'Linux', hyperVGeneration: 'V1' });
}, PATIENCE);
afterAll(async () => {
  await azure[Symbol.asyncDispose]();
  login[Symbol.dispose]();
});
beforeEach(() => {
  workspace = createWorkspaceFixture();
  workspace.write('web.pkr.hcl', TEMPLATE);
  workspace.write('greeting', 'hello\n');
});
afterEach(() => workspace[Symbol.dispose]());

test(
  'a template becomes a version whose machines have what was provisioned, and nothing else stays',
  async () => {
    const before = new Set(listIds(azure.arm));
    const ended = await workspace.strataWith(azure.variables, 'build', 'web.pkr.hcl');
    if (ended.code !== 0) throw new Error(ended.err + ended.out);
    expect(ended.out).not.toContain('correct-horse-7');
    expect(ended.out).toContain("-> SIG target regions   : 'northeurope, westeurope'");
    const version =
      '/resourceGroups/images/providers/Microsoft.Compute/galleries/ours/images/web/versions/1.2.0';
    expect(listIds(azure.arm).filter((id) => !before.has(id))).toEqual([version]);
    expect(readdirSync(join(workspace.root, '.strata/ledger'))).toEqual([]);
    expect(azure.arm.log.calls.filter(({ status = 0 }) => status >= 500)).toEqual([]);

    const id = `/subscriptions/${azure.arm.cloud.subscription}${version}`;
    const { publicKey } = login;
    const machine = await launchMachine(makeBed(azure.arm), 'web', {
      ...{ image: { id }, user: 'visitor', publicKey, ports: [22] },
    });
    const files =
      'cat /etc/greeting; ls /home /var/log | grep -E "visitor|packer|waagent"; cat /var/log/vm-id';
    expect(await login.exec(machine, files)).toBe(`hello\nby /home/packer\n15\nvisitor\n${machine.vmId}\n`);
    await machine.remove();
  },
  PATIENCE,
);
