import { CLUSTER, ENTRY } from '@strata/sdk/fat';

/** A disk of 1.44 MB, as every BIOS knows it. Source: Microsoft's FAT specification 1.03. */
export const SECTOR = 512;
export const SECTORS = 2880;
export const SECTORS_PER_TRACK = 18;
export const HEADS = 2;
export const MEDIA = 0xf0;

export const RESERVED_SECTORS = 1;
export const FATS = 2;
export const FAT_SECTORS = 9;
export const ROOT_ENTRIES = 224;

export const FAT_START = RESERVED_SECTORS * SECTOR;
export const ROOT_START = FAT_START + FATS * FAT_SECTORS * SECTOR;
export const DATA_START = ROOT_START + ROOT_ENTRIES * ENTRY;

export const DISK_BYTES = SECTORS * SECTOR;

/** For what is in the files, and for folders below the root. */
export const CLUSTERS = (DISK_BYTES - DATA_START) / CLUSTER;
