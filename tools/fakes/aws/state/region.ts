import type { ScalingState } from '../auto-scaling/state';
import { createScalingState } from '../auto-scaling/state';
import { type ComputeState, createComputeState } from '../ec2/compute/state';
import { type ImageRecord, imageKind } from '../ec2/images/record';
import { type SnapshotRecord, snapshotKind } from '../ec2/snapshots/record';
import type { SecretRecord } from '../secrets-manager/record';
import type { ParameterRecord } from '../ssm/record';
import { createKmsKeys, type KmsKeys } from './kms';
import type { Resource } from './resource';
import { createTable, type Table } from './table';

/** Whether images may be made public. */
export type PublicAccess = 'block-new-sharing' | 'unblocked';

/** All that one region holds, of every account. */
export interface Region {
  readonly name: string;
  readonly images: Table<ImageRecord>;
  readonly snapshots: Table<SnapshotRecord>;
  /** Instances, volumes, networks and the rest that machines need. */
  readonly compute: ComputeState;
  /** Every table whose resources CreateTags and DescribeTags know. */
  readonly tables: readonly Table<Resource>[];
  /** By account. Who never chose has it blocked, as accounts have since 2023. */
  readonly publicAccess: Map<string, PublicAccess>;
  readonly kms: KmsKeys;
  /** Parameters of SSM, by account and name. */
  readonly parameters: Map<string, ParameterRecord>;
  /** Secrets of Secrets Manager, by account and name. */
  readonly secrets: Map<string, SecretRecord>;
  readonly scaling: ScalingState;
  /** What was answered to a call with a ClientToken, by account, action and token. */
  readonly tokens: Map<string, { readonly asked: string; readonly answer: object }>;
}

/** A region where nobody was before. */
export function createRegion(name: string): Region {
  const images = createTable<ImageRecord>(imageKind);
  const snapshots = createTable<SnapshotRecord>(snapshotKind);
  const compute = createComputeState(name);
  return {
    name,
    images,
    snapshots,
    compute,
    tables: [images, snapshots, ...compute.tables],
    publicAccess: new Map(),
    kms: createKmsKeys(name),
    parameters: new Map(),
    secrets: new Map(),
    scaling: createScalingState(),
    tokens: new Map(),
  };
}
