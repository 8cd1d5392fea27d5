import { type ComputeState, createComputeState } from '../ec2/compute/state';
import type { ImageRecord } from '../ec2/images/record';
import { imageKind } from '../ec2/images/record';
import { type SnapshotRecord, snapshotKind } from '../ec2/snapshots/record';
import type { Resource } from './resource';
import { createTable, type Table } from './table';

/** All that one region holds, of every account. */
export interface Region {
  readonly name: string;
  readonly images: Table<ImageRecord>;
  readonly snapshots: Table<SnapshotRecord>;
  /** Instances, volumes, networks and the rest that machines need. */
  readonly compute: ComputeState;
  /** Every table whose resources CreateTags and DescribeTags know. */
  readonly tables: readonly Table<Resource>[];
  /** What was answered to a call with a ClientToken, by account, action and token. */
  readonly tokens: Map<string, { readonly asked: string; readonly answer: object }>;
}

/** A region where nobody was before. */
export function createRegion(name: string): Region {
  const images = createTable<ImageRecord>(imageKind);
  const snapshots = createTable<SnapshotRecord>(snapshotKind);
  const compute = createComputeState(name);
  const tables = [images, snapshots, ...compute.tables];
  return { name, images, snapshots, compute, tables, tokens: new Map() };
}
