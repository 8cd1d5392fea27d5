import type { ResourceKind } from '@strata/sdk';
import { imageKind } from './image';
import { instanceKind } from './instance';
import { keyPairKind } from './key-pair';
import { launchTemplateKind } from './launch-template';
import { profileKind, roleKind } from './role';
import { securityGroupKind } from './security-group';
import { seenKinds } from './seen';
import { snapshotKind } from './snapshot';
import { volumeKind } from './volume';

/** Everything that a builder of Amazon's makes outside. */
export const resourceKinds = [
  keyPairKind,
  securityGroupKind,
  roleKind,
  profileKind,
  volumeKind,
  launchTemplateKind,
  instanceKind,
  snapshotKind,
  imageKind,
  ...seenKinds,
] as readonly ResourceKind[];
