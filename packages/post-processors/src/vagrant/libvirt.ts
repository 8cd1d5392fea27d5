import type { Disk } from './disk';

/** What a provider puts into a box beside the disks. */
export interface ProviderPart {
  /** Names of the disks in the box, in their order. */
  readonly diskNames: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly vagrantfile: string;
}

const GIBIBYTE = 1024 ** 3;

/**
 * A box for vagrant-libvirt. One disk is `box.img` with its format and size, which all versions read; several are a list,
 * which newer ones do. Source: vagrant-libvirt's documentation, "Box Formats".
 */
export function describeForLibvirt(disks: readonly Disk[], accelerator: string | undefined): ProviderPart {
  const vagrantfile = [
    'Vagrant.configure("2") do |config|',
    '  config.vm.provider :libvirt do |libvirt|',
    `    libvirt.driver = "${getDriver(accelerator)}"`,
    '  end',
    'end',
  ].join('\n');
  const [only] = disks;
  if (disks.length === 1 && only)
    return {
      diskNames: ['box.img'],
      metadata: {
        provider: 'libvirt',
        format: only.format,
        virtual_size: Math.ceil(only.size / GIBIBYTE),
      },
      vagrantfile,
    };
  const diskNames = disks.map((_, index) => `box_${index}.img`);
  const list = disks.map(({ format }, index) => ({ path: diskNames[index], format }));
  return { diskNames, metadata: { provider: 'libvirt', disks: list }, vagrantfile };
}

/** A machine that ran under KVM is run so again; emulators are one driver. */
function getDriver(accelerator: string | undefined): string {
  return accelerator === undefined || accelerator === 'kvm' ? 'kvm' : 'qemu';
}
