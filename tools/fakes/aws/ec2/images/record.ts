import type { BlockDeviceMapping, BootModeValues, LaunchPermission } from '@aws-sdk/client-ec2';
import { refuse } from '../../refusal';
import type { Countdown } from '../../state/countdown';
import type { Resource, ResourceKind } from '../../state/resource';

/** What of an image stays as it was registered. */
export interface ImageTraits {
  readonly name: string;
  readonly description?: string;
  readonly architecture: string;
  readonly rootDeviceName: string;
  readonly virtualizationType: string;
  readonly bootMode?: BootModeValues;
  readonly enaSupport: boolean;
  readonly sriovNetSupport?: string;
  readonly imdsSupport?: string;
  readonly tpmSupport?: string;
  readonly uefiData?: string;
  readonly platform?: string;
  readonly ownerAlias?: string;
  readonly mappings: readonly BlockDeviceMapping[];
  readonly sourceImageId?: string;
  readonly sourceImageRegion?: string;
  readonly sourceInstanceId?: string;
}

export interface ImageRecord extends Resource {
  traits: ImageTraits;
  state: 'pending' | 'available' | 'disabled' | 'failed';
  stateReason?: { readonly Code: string; readonly Message: string };
  /** Until it is over, the image is pending. */
  readonly pending: Countdown;
  launchPermissions: readonly LaunchPermission[];
  deprecationTime?: Date;
  protection: 'disabled' | 'enabled-with-cooldown' | 'enabled-without-cooldown';
  /** When protection was taken back; with a cooldown it holds for a day longer. */
  protectionEnds?: Date;
  fastLaunch?: 'enabling' | 'enabled';
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
