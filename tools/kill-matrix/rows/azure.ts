import { group } from '../../fake-azure/start';
import { startAzurite } from '../../fakes/azurite';
import { openAzureCase } from '../calls/azure-cloud';
import { theirGallery } from '../calls/azure-things';
import type { CallRow } from '../calls/call-row';
import { strata, sweepIn } from '../kill-at';
import { makeStand } from '../stand';

/** A managed image, and a version in two regions of a gallery that is somebody else's. */
export const azureRow = createBuildRow(
  'azure',
  () => `
  managed_image_name                = "killed"
  managed_image_resource_group_name = "${group}"
  managed_image_os_disk_snapshot_name = "killed"
  shared_image_gallery_destination {
    resource_group      = "${group}"
    gallery_name        = "${theirGallery}"
    image_name          = "k"
    image_version       = "1.0.0"
    replication_regions = ["northeurope"]
  }`,
);

/** A disk in a storage account. */
export const azureVhdRow = createBuildRow(
  'azure-vhd',
  (container, account) => `
  storage_account        = "${account}"
  resource_group_name    = "${group}"
  capture_container_name = "${container}"
  capture_name_prefix    = "killed"`,
);

function createBuildRow(name: string, getOptions: (container: string, account: string) => string): CallRow {
  return {
    name,
    isChangesAlone: true,
    open: async () => {
      const azurite = await startAzurite();
      let count = 0;
      return {
        openCase: async () => {
          count += 1;
          const one = await openAzureCase(azurite, `case${count}`);
          const template = getTemplate(getOptions(one.container, azurite.account));
          const stand = makeStand(template, one.variables);
          return {
            cloud: one.cloud,
            work: (watch) =>
              strata(stand, ['build', 'images/k'], watch && ((kill) => watch(() => kill('SIGKILL')))),
            sweep: () => sweepIn(stand),
            mayStay: () => false,
            [Symbol.asyncDispose]: async () => {
              stand[Symbol.dispose]();
              await one[Symbol.asyncDispose]();
            },
          };
        },
        [Symbol.asyncDispose]: () => azurite.close(),
      };
    },
  };
}

function getTemplate(options: string): string {
  return `
source "azure-arm" "k" {
  location        = "westeurope"
  os_type         = "Linux"
  image_publisher = "Debian"
  image_offer     = "debian-12"
  image_sku       = "12-gen2"
  communicator    = "none"
  allowed_inbound_ip_addresses = ["203.0.113.7"]
${options}
}
build { sources = ["azure-arm.k"] }
`;
}
