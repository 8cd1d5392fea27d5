import type { ResourceKind } from '@strata/sdk';
import { blobKind } from './blob';
import { containerKind } from './container';
import { diskAccessKind } from './disk-access';
import { definitionKind, galleryKind } from './gallery-parts';
import { groupKind } from './group';
import { madeKind } from './made';
import { managedDiskKind } from './managed-disk';
import { partsKind } from './parts';
import { seenVersionKind } from './seen';

/** Everything that builders of Azure and publications make outside. */
export const resourceKinds = [
  groupKind,
  partsKind,
  madeKind,
  diskAccessKind,
  managedDiskKind,
  blobKind,
  containerKind,
  galleryKind,
  definitionKind,
  seenVersionKind,
] as readonly ResourceKind[];
