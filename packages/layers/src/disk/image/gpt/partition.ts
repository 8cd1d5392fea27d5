import type { Guid } from '../identity';

/** A part of a disk. `offset` and `size` are bytes, whole sectors. */
export interface Partition {
  /** What Linux counts it as: `/dev/vda1`. */
  readonly number: number;
  readonly type: Guid;
  readonly id: Guid;
  /** Known to Linux as `/dev/disk/by-partlabel/NAME`. At most 36 UTF-16 units. */
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/**
 * What partitions are for, as the UEFI specification (table 5.7) and the Discoverable Partitions Specification name
 * it; systemd-repart finds the root of a running machine by its type.
 */
export const partitionTypes = {
  biosBoot: '21686148-6449-6e6f-744e-656564454649',
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  rootAmd64: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
} as const;
