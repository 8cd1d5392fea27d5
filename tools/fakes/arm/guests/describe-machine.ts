import { makeOvfEnvironment } from '../../../../packages/cli/src/guest/clouds/ovf-environment';
import { createAzureService } from '../../../../packages/cli/src/guest/metadata/azure';
import type { MachineWish } from '../../guests/machine-wish';
import type { Account, GuestFacts, GuestRequest } from './guests';

/** The smallest network that has both addresses in it. */
const NETWORK = { address: '168.0.0.0', prefix: '7' };
const SERVICES = ['169.254.169.254', '168.63.129.16'];
/** What QEMU gives the first machine of that network. */
const ADDRESS = '168.0.2.15';
const MAKER = 'Microsoft Corporation';
/** How programs tell Azure. Source: cloud-init's documentation, "Azure". */
const ASSET_TAG = '7783-7084-3265-9085-8269-3286-77';
/** Media of Azure are called so, with a version behind it. */
const LABEL = 'rd_rdfe_stable.161212-1209';

/**
 * A machine like one of Azure's, as `strata boot -cloud=azure` has them: DMI that says so, the medium from which the user
 * comes, the service from which the key does, and the one that hears when it is ready. virtio's SCSI stands for Hyper-V's.
 */
export function describeMachine({ facts, ...request }: GuestRequest): MachineWish {
  if (request.disks.length === 0)
    throw new Error(`nobody said what is on the disk of ${facts.name}: seed its image with a disk`);
  const { firmware, memory, disks, address } = request;
  return {
    ...{ firmware, memory, disks, address },
    name: facts.name,
    mac: facts.mac,
    smbios: [
      `type=1,manufacturer=${MAKER},product=Virtual Machine,uuid=${facts.vmId}`,
      `type=3,manufacturer=${MAKER},asset=${ASSET_TAG}`,
    ],
    network: { range: `${NETWORK.address}/${NETWORK.prefix}`, services: SERVICES },
    service: createAzureService(makeServiceFacts(facts)),
    controllers: ['virtio-scsi-pci,id=scsi'],
    getDevice: () => 'scsi-hd,bus=scsi.0',
    ...(facts.account && { medium: makeMedium(facts.account) }),
    isPortOpen: request.isPortOpen,
  };
}

function makeServiceFacts({ account, mac, name, vmId }: GuestFacts) {
  return {
    user: account?.user ?? '',
    host: account?.host ?? name,
    publicKey: account?.publicKeys[0] ?? '',
    machineId: vmId,
    ...{ address: ADDRESS, mac, network: NETWORK },
  };
}

function makeMedium({ customData, host, publicKeys, user }: Account) {
  const environment = makeOvfEnvironment({ host, user, publicKey: publicKeys[0] ?? '', customData });
  return { label: LABEL, files: { 'ovf-env.xml': environment }, device: 'scsi-cd,bus=scsi.0' };
}
