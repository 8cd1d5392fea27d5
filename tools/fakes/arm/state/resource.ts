import type { Countdown } from '../../aws/state/countdown';
import type { JsonObject } from '../json';

/** Where ARM's resources are in their lives; some providers have more states between. */
export type ProvisioningState = 'Creating' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed';

/** Something that has an id. What only one type has stands in `properties`, as that type's files write it. */
export interface Resource {
  /** As it was written when it was made. */
  readonly id: string;
  /** In Azure's own spelling: `Microsoft.Compute/galleries/images`. */
  readonly type: string;
  /** Its own, without those of what it is nested in. */
  readonly name: string;
  readonly created: Date;
  readonly appears: Countdown;
  /** What stands beside the properties: location, tags, sku, zones, identity. */
  envelope: JsonObject;
  properties: JsonObject;
  state: ProvisioningState;
  etag: string;
}
