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
import { vhdKind } from './vhd';

/** Everything that builders of Azure and publications make outside. */
export const resourceKinds = [
  groupKind,
  partsKind,
  madeKind,
  diskAccessKind,
  managedDiskKind,
  blobKind,
  vhdKind,
  containerKind,
  galleryKind,
  definitionKind,
  seenVersionKind,
] as readonly ResourceKind[];
