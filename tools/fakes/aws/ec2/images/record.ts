import type {
  ArchitectureValues,
  BlockDeviceMapping,
  BootModeValues,
  LaunchPermission,
  StateReason,
} from '@aws-sdk/client-ec2';
import { refuse } from '../../refusal';
import type { Countdown } from '../../state/countdown';
import type { Resource, ResourceKind } from '../../state/resource';

/** What an image is, as it was registered. */
export interface ImageTraits {
  readonly name: string;
  readonly description?: string | undefined;
  readonly architecture: ArchitectureValues;
  readonly rootDeviceName: string;
  readonly virtualizationType: 'hvm' | 'paravirtual';
  readonly bootMode?: BootModeValues | undefined;
  readonly enaSupport: boolean;
  readonly sriovNetSupport?: string | undefined;
  readonly imdsSupport?: 'v2.0' | undefined;
  readonly tpmSupport?: 'v2.0' | undefined;
  /** Base64. */
  readonly uefiData?: string | undefined;
  readonly platform?: 'windows' | undefined;
  /** `amazon`, `aws-marketplace`. */
  readonly ownerAlias?: string | undefined;
  readonly mappings: readonly BlockDeviceMapping[];
  readonly sourceImageId?: string | undefined;
  readonly sourceImageRegion?: string | undefined;
  readonly sourceInstanceId?: string | undefined;
}

export interface ImageRecord extends Resource {
  traits: ImageTraits;
  state: 'pending' | 'available' | 'disabled' | 'failed';
  stateReason?: StateReason;
  /** Until it is over, the image is pending. */
  readonly pending: Countdown;
  /** Whether it was made of snapshots that are pending as long as it is itself. */
  readonly carriesSnapshots: boolean;
  launchPermissions: readonly LaunchPermission[];
  deprecationTime?: Date;
  protection: Protection;
  /** When a machine was last started from it. */
  launched?: Date;
  fastLaunch?: FastLaunch;
}

/** Against deregistration. */
export type Protection =
  | { readonly kind: 'disabled' | 'enabled-with-cooldown' | 'enabled-without-cooldown' }
  /** Taken back, and in force until then all the same. */
  | { readonly kind: 'cooling-down'; readonly until: Date };

export interface FastLaunch {
  state: 'enabling' | 'enabled' | 'disabling';
  readonly maxParallelLaunches: number;
  readonly targetResourceCount: number;
  readonly since: Date;
  readonly pending: Countdown;
}

export const imageKind: ResourceKind = {
  type: 'image',
  prefix: 'ami',
  malformed: (id) => refuse('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`),
  notFound: (ids) =>
    refuse(
      'InvalidAMIID.NotFound',
      ids.length === 1
        ? `The image id '[${ids[0]}]' does not exist`
        : `The image ids '[${ids.join(', ')}]' do not exist`,
    ),
};
