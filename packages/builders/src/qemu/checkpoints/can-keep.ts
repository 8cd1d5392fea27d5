import type { QemuOptions } from '../schema';

/** Why no states of such a machine can be kept; undefined when they can. */
export function getObstacle(options: QemuOptions): string | undefined {
  if (options.format !== 'qcow2') return `a disk of format ${options.format} cannot hold them`;
  if (options.communicator === 'none') return 'nobody connects to the machine';
  if (options.disk_interface === 'nvme') return 'QEMU keeps no state of NVMe';
  if (options.vtpm) return 'the state of a TPM lies outside of the machine';
  if (usesFloppy(options)) return 'a floppy cannot hold them';
  if (options.qemuargs?.some(([name]) => OWN_DISKS.has(name ?? '')))
    return 'qemuargs give the machine disks of its own';
  return undefined;
}

/** Switches that give a machine what it may write to. */
const OWN_DISKS = new Set([
  '-drive',
  '-blockdev',
  '-hda',
  '-hdb',
  '-hdc',
  '-hdd',
  '-fda',
  '-fdb',
  '-pflash',
  '-mtdblock',
  '-sd',
  '-virtfs',
  '-loadvm',
  '-incoming',
]);

export function usesEfi(options: QemuOptions): boolean {
  return options.efi_boot || Boolean(options.efi_firmware_code || options.efi_firmware_vars);
}

export function usesFloppy({ floppy_files, floppy_dirs, floppy_content }: QemuOptions): boolean {
  return [floppy_files, floppy_dirs, Object.keys(floppy_content ?? {})].some(
    (each) => (each ?? []).length > 0,
  );
}

export function usesCd({ cd_files, cd_content }: QemuOptions): boolean {
  return [cd_files, Object.keys(cd_content ?? {})].some((each) => (each ?? []).length > 0);
}
