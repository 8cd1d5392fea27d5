/** Bytes of a sector, the unit in which firmware and partition tables count. */
export const SECTOR = 512;

export const MIB = 2 ** 20;

export const GIB = 2 ** 30;
