import type { Artifact, ArtifactContext } from './parts';

/** What an image can be written as for programs that read files: a folder for `oci`, a file for the others. */
export const fileFormats = ['oci', 'docker-archive', 'tar'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a disk can be written as, for machines that start from it: `ovf` and `vmx` are folders, the others files. */
export const diskFormats = ['raw', 'raw.zst', 'qcow2', 'vhd', 'vhdx', 'vmdk', 'ova', 'ovf', 'vmx'] as const;
export type DiskFormat = (typeof diskFormats)[number];

/** What an image can be written as. */
export const imageFormats = [...fileFormats, ...diskFormats] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** What starts the machines that a disk is for. */
export const firmwares = ['both', 'bios', 'uefi'] as const;
export type Firmware = (typeof firmwares)[number];

/** What UEFI starts: GRUB, or a unified kernel image with kernel, initrd and arguments in one file. */
export const loaders = ['grub', 'uki'] as const;
export type Loader = (typeof loaders)[number];

export const diskControllers = ['pvscsi', 'lsilogic', 'sata', 'virtio-scsi'] as const;
export type DiskController = (typeof diskControllers)[number];

export const networkCards = ['vmxnet3', 'e1000', 'e1000e', 'virtio'] as const;
export type NetworkCard = (typeof networkCards)[number];

/** What a disk that is made from layers is like. */
export interface DiskOptions {
  /** Bytes of the whole disk, whole MiB. @default what the layers need and `free`, in steps of 4 GiB */
  readonly size?: number;
  /** Bytes that the root file system has left for the machine, where `size` is not given. @default 1 GiB */
  readonly free?: number;
  /** @default both */
  readonly firmware?: Firmware;
  /** True puts shim and a signed GRUB before the kernel. @default false */
  readonly secureBoot?: boolean;
  /** @default grub */
  readonly loader?: Loader;
  /** Words for the kernel, behind `root=`, `ro` and the two consoles. @default none */
  readonly kernelArguments?: string;
}

/** What a machine has that is described beside a disk, in an `ova`, `ovf` or `vmx`. */
export interface Hardware {
  /** @default 2 */
  readonly cpus?: number;
  /** MiB. @default 2048 */
  readonly memory?: number;
  /** @default pvscsi */
  readonly diskController?: DiskController;
  /** @default vmxnet3 */
  readonly network?: NetworkCard;
}

/** What a disk is written as, beside its format. */
export interface DiskForm {
  /** Compress a qcow2 with zstd, which QEMU reads since 5.1. */
  readonly isCompressed: boolean;
  /** Absolute path of the qcow2 disk that only the differences from are written of. */
  readonly backing?: string;
  readonly machine: Hardware;
}

/** What is to be written of an artifact. */
export interface ImageExport {
  readonly artifact: Artifact;
  readonly format: ImageFormat;
  /** Absolute. What is there is replaced when what takes its place is whole. */
  readonly output: string;
  /** Of the image, from which those of the files inside are made: `golden`. */
  readonly name: string;
  /** What the disk is like, for images of layers that become one. */
  readonly disk: DiskOptions;
  readonly form: DiskForm;
}

/** What was written. */
export interface Exported {
  /** Absolute paths, in byte order: of a folder, the files in it. */
  readonly files: readonly string[];
  /** For people: `qcow2 disk of 4096 MiB`. */
  readonly summary: string;
}

/**
 * Writes what an artifact stands for in another format: layers of the store in every one, the disk of a machine in those
 * of disks. The artifact stays as it is, also when this fails.
 *
 * @throws Failure when the artifact holds neither, or it cannot be written so
 */
export type ExportImage = (context: ArtifactContext, request: ImageExport) => Promise<Exported>;
