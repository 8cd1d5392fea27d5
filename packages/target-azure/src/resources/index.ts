import type { ResourceKind } from '@strata/sdk';
import { groupKind } from './group';
import { madeKind } from './made';
import { partsKind } from './parts';

/** Everything that a builder of Azure makes outside. */
export const resourceKinds = [groupKind, partsKind, madeKind] as readonly ResourceKind[];
