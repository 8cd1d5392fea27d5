import type { ResourceKind } from '@strata/sdk';
import { blobKind } from './blob';
import { diskAccessKind } from './disk-access';
import { groupKind } from './group';
import { madeKind } from './made';
import { partsKind } from './parts';

/** Everything that a builder of Azure makes outside. */
export const resourceKinds = [
  groupKind,
  partsKind,
  madeKind,
  diskAccessKind,
  blobKind,
] as readonly ResourceKind[];
