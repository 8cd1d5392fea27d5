import type { DiskController, NetworkCard } from '@strata/sdk';
import type { Guest } from '../machine';

/** How the OVF names a guest: its number in CIM_OperatingSystem.OSType, and VMware's own word for it. */
export const guestIds: Readonly<
  Record<Guest, { readonly id: number; readonly osType: string; readonly label: string }>
> = {
  debian: { id: 96, osType: 'debian9_64Guest', label: 'Debian GNU/Linux (64-bit)' },
  ubuntu: { id: 94, osType: 'ubuntu64Guest', label: 'Ubuntu Linux (64-bit)' },
  linux: { id: 101, osType: 'otherLinux64Guest', label: 'Linux (64-bit)' },
};

/** CIM_ResourceAllocationSettingData.ResourceType. */
export const resourceTypes = {
  processor: 3,
  memory: 4,
  scsiController: 6,
  networkCard: 10,
  disk: 17,
  otherController: 20,
} as const;

/** The type says little; programs look at the subtype, each at its own words. */
export const controllerTypes: Readonly<
  Record<DiskController, { readonly type: number; readonly subtype: string }>
> = {
  pvscsi: { type: resourceTypes.scsiController, subtype: 'VirtualSCSI' },
  lsilogic: { type: resourceTypes.scsiController, subtype: 'lsilogic' },
  sata: { type: resourceTypes.otherController, subtype: 'vmware.sata.ahci' },
  'virtio-scsi': { type: resourceTypes.otherController, subtype: 'VirtioSCSI' },
};

export const networkTypes: Readonly<Record<NetworkCard, string>> = {
  vmxnet3: 'VmxNet3',
  e1000: 'E1000',
  e1000e: 'E1000e',
  virtio: 'virtio',
};
