import type { DiskFormat } from './image-export';

const described = ['ova', 'ovf', 'vmx'] as const;

/** Words that say something of a few formats only, and of which. */
export const formatsOfWord = {
  compress: ['qcow2'],
  backing: ['qcow2'],
  cpus: described,
  memory: described,
  disk_controller: described,
  network_card: described,
} as const satisfies Readonly<Record<string, readonly DiskFormat[]>>;

/** VMware counts the memory of machines in steps of so many MiB. */
export const memoryStep = 4;

const units: Readonly<Record<string, number>> = { m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Reads the size of a disk as QEMU and Packer write it (`4G`, `4096M`, `1.5GiB`), powers of 1024; undefined when it is none. */
export function parseDiskSize(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([mgt])(?:ib)?\s*$/i.exec(text);
  const unit = match && units[(match[2] as string).toLowerCase()];
  return match && unit ? Math.floor(Number(match[1]) * unit) : undefined;
}
