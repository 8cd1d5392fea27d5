import type { ResourceKind } from '@strata/sdk';
import { type BuildBlob, blobKind } from './blob';
import { containerKind } from './container';

/** A VHD that a build makes. With the last one goes the container, where the build made that. */
export const vhdKind: ResourceKind<BuildBlob> = {
  kind: 'azure-vhd',
  async remove(context, { blob, ...container }) {
    await blobKind.remove(context, { blob, ...container });
    await containerKind.remove(context, container);
  },
};
