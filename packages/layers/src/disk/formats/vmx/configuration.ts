import type { DiskController, NetworkCard } from '@strata/sdk';
import { type Guest, hardwareVersion, type Machine } from '../machine';

const guestIds: Readonly<Record<Guest, string>> = {
  debian: 'debian9-64',
  ubuntu: 'ubuntu-64',
  linux: 'otherlinux-64',
};

/** Those of VirtualBox alone are no part of it. */
type VmwareController = Exclude<DiskController, 'virtio-scsi'>;
type VmwareNetwork = Exclude<NetworkCard, 'virtio'>;

/** How the controller is called, and what kind it is where there are several. */
const controllers: Readonly<Record<VmwareController, { readonly bus: string; readonly kind?: string }>> = {
  pvscsi: { bus: 'scsi0', kind: 'pvscsi' },
  lsilogic: { bus: 'scsi0', kind: 'lsilogic' },
  sata: { bus: 'sata0' },
};

export interface VmwareMachine extends Machine {
  readonly diskController: VmwareController;
  readonly network: VmwareNetwork;
}

export function isVmwareMachine(machine: Machine): machine is VmwareMachine {
  return machine.diskController !== 'virtio-scsi' && machine.network !== 'virtio';
}

/** The settings of a virtual machine of VMware Workstation, Fusion and ESXi. */
export function makeConfiguration({
  name,
  machine,
  diskFile,
}: {
  readonly name: string;
  readonly machine: VmwareMachine;
  readonly diskFile: string;
}): string {
  const { bus, kind } = controllers[machine.diskController];
  const settings: Readonly<Record<string, string | number | undefined>> = {
    '.encoding': 'UTF-8',
    'config.version': 8,
    'virtualHW.version': hardwareVersion,
    displayName: name,
    guestOS: guestIds[machine.guest],
    firmware: machine.firmware,
    numvcpus: machine.cpus,
    memsize: machine.memory,
    'pciBridge0.present': 'TRUE',
    ...pciExpress,
    [`${bus}.present`]: 'TRUE',
    [`${bus}.virtualDev`]: kind,
    [`${bus}:0.present`]: 'TRUE',
    [`${bus}:0.fileName`]: diskFile,
    'ethernet0.present': 'TRUE',
    'ethernet0.virtualDev': machine.network,
    'ethernet0.connectionType': 'nat',
    'ethernet0.addressType': 'generated',
  };
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} = "${quote(`${value}`)}"\n`)
    .join('');
}

/** Paravirtual controllers and network cards sit behind a bridge of PCI Express. */
const pciExpress = {
  'pciBridge4.present': 'TRUE',
  'pciBridge4.virtualDev': 'pcieRootPort',
  'pciBridge4.functions': 8,
} as const;

/** A bar and the number of a byte stand for what would end the value. */
function quote(value: string): string {
  return value.replace(
    /["|\n\r]/g,
    (character) => `|${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
