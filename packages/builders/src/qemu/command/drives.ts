import type { MachineParts } from './machine';

/** What `-device` and `-drive` say. */
export interface Drives {
  readonly devices: readonly string[];
  readonly drives: readonly string[];
}

const SCSI_BUS = 'virtio-scsi-pci,id=scsi0';

/** Disks, the network card, CDs, firmware and TPM, in Packer's order. */
export function getDrives(parts: MachineParts): Drives {
  const { options } = parts;
  const disks = parts.disks.map((path, index) => getDisk(parts, path, index));
  const cds = [parts.iso, parts.cd].filter((path) => path !== undefined);
  const isScsi = options.disk_interface === 'virtio-scsi' && disks.length > 0;
  const cdDrives = cds.map((path, index) => getCd(parts, path, index));
  const needsBus = isScsi || (options.cdrom_interface === 'virtio-scsi' && cds.length > 0);
  return {
    devices: [
      ...(needsBus ? [SCSI_BUS] : []),
      ...disks.flatMap(({ devices }) => devices),
      getNetDevice(parts),
      ...cdDrives.flatMap(({ devices }) => devices),
      ...(options.vtpm ? [`${options.tpm_device_type},tpmdev=tpm0`] : []),
    ],
    drives: [
      ...disks.flatMap(({ drives }) => drives),
      ...cdDrives.flatMap(({ drives }) => drives),
      ...getFirmware(parts),
    ],
  };
}

export function getNetDevice({ options }: Pick<MachineParts, 'options'>): string {
  return `${options.net_device},netdev=user.0`;
}

function getDisk({ options }: MachineParts, path: string, index: number): Drives {
  const zeroes = options.disk_detect_zeroes === 'off' ? '' : `,detect-zeroes=${options.disk_detect_zeroes}`;
  const rest = `cache=${options.disk_cache},discard=${options.disk_discard},format=${options.format}${zeroes}`;
  const file = `file=${escapeCommas(path)}`;
  const makeDevice = DISK_DEVICES[options.disk_interface];
  if (!makeDevice) return { devices: [], drives: [`${file},if=${options.disk_interface},${rest}`] };
  return { devices: [makeDevice(index)], drives: [`if=none,${file},id=drive${index},${rest}`] };
}

/** Disks that `-drive` alone cannot attach. NVMe wants a serial number of each. */
const DISK_DEVICES: Readonly<Record<string, (index: number) => string>> = {
  'virtio-scsi': (index) => `scsi-hd,bus=scsi0.0,drive=drive${index}`,
  nvme: (index) => `nvme,drive=drive${index},serial=disk${index}`,
};

function getCd({ disks, options }: MachineParts, path: string, index: number): Drives {
  const file = `file=${escapeCommas(path)}`;
  const { cdrom_interface: kind } = options;
  if (!kind) return { devices: [], drives: [`${file},media=cdrom`] };
  // On the bus of the disks, the first places are theirs.
  const place = kind === options.disk_interface ? disks.length + index : index;
  if (kind !== 'virtio-scsi')
    return { devices: [], drives: [`${file},if=${kind},index=${place},id=cdrom${index},media=cdrom`] };
  return {
    devices: [`scsi-cd,bus=scsi0.0,drive=cdrom${index}`],
    drives: [`${file},if=none,id=cdrom${index},media=cdrom`],
  };
}

function getFirmware({ options, efi }: MachineParts): readonly string[] {
  const flash =
    options.firmware && options.use_pflash
      ? [`file=${escapeCommas(options.firmware)},if=pflash,format=raw,readonly=on`]
      : [];
  if (!efi) return flash;
  return [
    ...flash,
    `file=${escapeCommas(efi.code)},if=pflash,unit=0,format=raw,readonly=on`,
    `file=${escapeCommas(efi.variables)},if=pflash,unit=1,format=${efi.format}`,
  ];
}

/** A comma ends a value of QEMU's options; two are one. */
export function escapeCommas(path: string): string {
  return path.replaceAll(',', ',,');
}
