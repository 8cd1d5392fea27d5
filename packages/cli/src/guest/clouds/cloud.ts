import type { GuestFirmware } from '../firmware';

/** Clouds that a guest can be made to believe in, by the names that cloud-init gives them. */
export const CLOUDS = ['nocloud', 'ec2', 'azure'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Who a guest is to be. */
export interface GuestIdentity {
  /** Host name. */
  readonly host: string;
  /** As it stands in `authorized_keys`. */
  readonly publicKey: string;
}

/** Fields of a `qemu` source that say what its machine is like. */
export interface MachineFields {
  readonly disk_interface?: 'nvme' | 'virtio-scsi';
  readonly cdrom_interface?: 'virtio' | 'virtio-scsi';
  readonly cd_label?: string;
  readonly cd_content?: Readonly<Record<string, string>>;
  readonly machine_type?: string;
  readonly efi_boot?: boolean;
  readonly efi_firmware_code?: string;
  readonly efi_firmware_vars?: string;
  readonly qemuargs?: readonly (readonly [name: string, value: string])[];
}

/** What a guest finds around it: disks, a medium, what its firmware says, and who answers in its network. */
export type MakeCloud = (identity: GuestIdentity, firmware: GuestFirmware) => MachineFields;
