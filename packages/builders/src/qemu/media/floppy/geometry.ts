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
/** Bytes of an entry of a folder. */
export const ENTRY = 32;

export const FAT_START = RESERVED_SECTORS * SECTOR;
export const ROOT_START = FAT_START + FATS * FAT_SECTORS * SECTOR;
export const DATA_START = ROOT_START + ROOT_ENTRIES * ENTRY;

/** A cluster is one sector; the first has number 2. */
export const CLUSTER = SECTOR;
export const FIRST_CLUSTER = 2;
export const CLUSTERS = SECTORS - DATA_START / SECTOR;

export const DISK_BYTES = SECTORS * SECTOR;
