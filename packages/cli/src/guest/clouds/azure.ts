import { GUEST_USER } from '../seed';
import type { MachineFields, MakeCloud } from './cloud';
import { makeMachineId } from './machine-id';
import { MAC, makeNetwork } from './network';
import { makeOvfEnvironment } from './ovf-environment';
import { makeSmbios } from './smbios';

/** The smallest network that has both addresses in it. */
const NETWORK = { address: '168.0.0.0', prefix: '7' };
const SERVICES = ['169.254.169.254', '168.63.129.16'];
/** What QEMU gives the first machine of that network. */
const ADDRESS = '168.0.2.15';

/** How programs tell Azure. Source: cloud-init's documentation, "Azure". */
const ASSET_TAG = '7783-7084-3265-9085-8269-3286-77';
const MAKER = 'Microsoft Corporation';
/** Media of Azure are called so, with a version behind it. */
const LABEL = 'rd_rdfe_stable.161212-1209';

/**
 * As on Azure: DMI that says so, the medium from which the user comes, the service from which the key does, and the one
 * that hears when the machine is ready. Hyper-V's own devices are not to be had: the disk is on virtio's SCSI. The CD is on
 * IDE in the first generation, as there; the second, which starts by UEFI, has no IDE.
 */
export const makeAzure: MakeCloud = ({ host, publicKey }, firmware) => {
  const uuid = makeMachineId(host);
  return {
    ...(firmware === 'bios' ? firstGeneration : secondGeneration),
    cd_label: LABEL,
    cd_content: { 'ovf-env.xml': makeOvfEnvironment({ host, user: GUEST_USER, publicKey }) },
    qemuargs: [
      makeSmbios(1, { manufacturer: MAKER, product: 'Virtual Machine', uuid }),
      makeSmbios(3, { manufacturer: MAKER, asset: ASSET_TAG }),
      makeNetwork(
        { range: `${NETWORK.address}/${NETWORK.prefix}`, services: SERVICES },
        {
          cloud: 'azure',
          facts: {
            ...{ user: GUEST_USER, host, publicKey, machineId: uuid },
            ...{ address: ADDRESS, mac: MAC, network: NETWORK },
          },
        },
      ),
    ],
  };
};

/** Linux leaves disks on IDE to Hyper-V's driver as soon as DMI says Microsoft, and takes only CDs. */
const firstGeneration: MachineFields = { disk_interface: 'virtio-scsi' };
const secondGeneration: MachineFields = { disk_interface: 'virtio-scsi', cdrom_interface: 'virtio-scsi' };
