import type { BlockMap } from '../../blocks/block-map';
import type { Resource } from '../../state/resource';
import type { Table } from '../../state/table';
import { createTable } from '../../state/table';
import { instanceKind, volumeKind } from './kinds';

/** A disk. What stands on it is a map of blocks, as in a snapshot. */
export interface VolumeRecord extends Resource {
  readonly sizeGib: number;
  readonly volumeType: string;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly snapshotId?: string;
  blocks: BlockMap;
}

/** A machine, as far as images are made of it. */
export interface InstanceRecord extends Resource {
  readonly imageId: string;
  state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  rootDeviceName: string;
  /** Volumes by the names of their devices. */
  readonly devices: Map<string, { readonly volumeId: string; readonly deleteOnTermination: boolean }>;
}

/** What machines are made of, in one region. */
export interface ComputeState {
  readonly instances: Table<InstanceRecord>;
  readonly volumes: Table<VolumeRecord>;
  /** Every table here whose resources can be tagged. */
  readonly tables: readonly Table<Resource>[];
}

/** A region without machines. */
export function createComputeState(_region: string): ComputeState {
  const instances = createTable<InstanceRecord>(instanceKind);
  const volumes = createTable<VolumeRecord>(volumeKind);
  return { instances, volumes, tables: [instances, volumes] };
}
