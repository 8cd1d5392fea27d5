import type { ResourceKind } from '@strata/sdk';
import { openReach, type Reach } from './reach';
import { getLastName, removeOwn } from './remove';

/** Something that a build makes outside its resource group: an image, a snapshot, a version of a gallery. */
export type Made = Reach & {
  readonly id: string;
  /** Form of requests that its type is asked in. */
  readonly version: string;
};

export const madeKind: ResourceKind<Made> = {
  kind: 'azure-resource',
  async remove(context, data) {
    const { id, version, ...reach } = data;
    const session = await openReach(context, reach);
    await removeOwn(context, session, { reach, target: { id, version }, what: getLastName(id) });
  },
};
