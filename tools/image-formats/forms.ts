import type { ImageFormat } from '../../packages/sdk/src';

/** One way in which an image is written. */
export interface Form {
  /** As the table calls it. */
  readonly name: string;
  readonly format: ImageFormat;
  /** Of a qcow2. */
  readonly isCompressed: boolean;
  /** What qemu-img calls it; absent for what is no disk by itself. */
  readonly driver?: 'raw' | 'qcow2' | 'vpc' | 'vhdx' | 'vmdk';
}

/** The raw disk comes first: the others are held against it. */
export const forms: readonly [Form, ...Form[]] = [
  { name: 'raw', format: 'raw', isCompressed: false, driver: 'raw' },
  { name: 'qcow2', format: 'qcow2', isCompressed: false, driver: 'qcow2' },
  { name: 'qcow2, zstd', format: 'qcow2', isCompressed: true, driver: 'qcow2' },
  { name: 'vhd', format: 'vhd', isCompressed: false, driver: 'vpc' },
  { name: 'vhdx', format: 'vhdx', isCompressed: false, driver: 'vhdx' },
  { name: 'vmdk', format: 'vmdk', isCompressed: false, driver: 'vmdk' },
  { name: 'ova', format: 'ova', isCompressed: false },
  { name: 'oci', format: 'oci', isCompressed: false },
];
