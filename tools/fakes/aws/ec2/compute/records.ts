import type {
  InstanceMetadataOptionsResponse,
  RequestLaunchTemplateData,
  StateReason,
} from '@aws-sdk/client-ec2';
import type { Guest } from '../../../guests/guests';
import type { BlockMap } from '../../blocks/block-map';
import type { Countdown } from '../../state/countdown';
import type { Resource } from '../../state/resource';
import type { SecurityRule } from '../security-groups/rules';

/** A disk. What stands on it is a map of blocks, as in a snapshot. */
export interface VolumeRecord extends Resource {
  sizeGib: number;
  volumeType: string;
  iops?: number;
  throughput?: number;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly snapshotId?: string;
  readonly zone: string;
  /** Until it is over, the volume is being created. */
  readonly pending: Countdown;
  attachment?: VolumeAttachment;
  /** When it was last changed in size or kind: not again for six hours. */
  modifiedAt?: Date;
  blocks: BlockMap;
}

export interface VolumeAttachment {
  readonly instanceId: string;
  readonly device: string;
  readonly attachedAt: Date;
}

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';

/** A volume of an instance, under the name of its device. */
export interface AttachedDevice {
  readonly volumeId: string;
  readonly deleteOnTermination: boolean;
}

/** What of an instance stays as it was launched. */
export interface LaunchFacts {
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly keyName?: string | undefined;
  readonly zone: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  readonly mac: string;
  /** Whether it is reached from outside. */
  readonly hasPublicIp: boolean;
  readonly isSpot: boolean;
  readonly spotRequestId?: string | undefined;
  readonly profile?: { readonly Arn: string; readonly Id: string } | undefined;
  readonly tenancy: string;
  readonly architecture: string;
  readonly bootMode?: string | undefined;
  readonly firmware: 'bios' | 'uefi';
  readonly platform?: string | undefined;
  readonly clientToken?: string | undefined;
  readonly metadataOptions: InstanceMetadataOptionsResponse;
  readonly cpuCredits?: string | undefined;
  readonly fleetId?: string | undefined;
}

/** What of an instance can be changed. */
export interface InstanceAttributes {
  instanceType: string;
  groupIds: readonly string[];
  /** Base64, as it was given. */
  userData?: string | undefined;
  shutdownBehavior: string;
  disableApiTermination: boolean;
  disableApiStop: boolean;
  ebsOptimized: boolean;
  enaSupport: boolean;
  sriovNetSupport?: string | undefined;
  sourceDestCheck: boolean;
}

/** On the way from one state to another. */
export interface Transition {
  readonly to: InstanceState;
  readonly countdown: Countdown;
  /** What a machine does in the meantime; undefined when it is done, or none runs. */
  work?: Promise<void> | undefined;
}

/** A machine. */
export interface InstanceRecord extends Resource {
  readonly imageId: string;
  readonly launch: LaunchFacts;
  readonly attributes: InstanceAttributes;
  state: InstanceState;
  transition?: Transition | undefined;
  stateReason?: StateReason | undefined;
  transitionReason: string;
  /** Of the last start. */
  launchedAt: Date;
  terminatedAt?: Date;
  publicIp?: string | undefined;
  /** Until it is over, the checks of a started instance are not. */
  checks: Countdown;
  rootDeviceName: string;
  readonly devices: Map<string, AttachedDevice>;
  guest?: Guest | undefined;
  /** What the last machine left on its serial port. */
  lastConsole: Buffer;
}

export interface VpcRecord extends Resource {
  readonly cidr: string;
  readonly isDefault: boolean;
}

export interface SubnetRecord extends Resource {
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly givesPublicIp: boolean;
  /** Addresses that nobody has yet. */
  free: number;
  /** Number of the next address. */
  next: number;
}

export interface NetworkInterfaceRecord extends Resource {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly mac: string;
  readonly description: string;
  groupIds: readonly string[];
  readonly instanceId?: string;
}

export interface SecurityGroupRecord extends Resource {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  rules: readonly SecurityRule[];
}

export interface KeyPairRecord extends Resource {
  readonly name: string;
  readonly keyType: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** As in `authorized_keys`. */
  readonly openSsh: string;
}

export interface LaunchTemplateVersionRecord {
  readonly number: number;
  readonly created: Date;
  readonly description?: string | undefined;
  readonly data: RequestLaunchTemplateData;
}

export interface LaunchTemplateRecord extends Resource {
  readonly name: string;
  defaultVersion: number;
  readonly versions: Map<number, LaunchTemplateVersionRecord>;
}

export interface SpotRequestRecord extends Resource {
  state: 'open' | 'active' | 'cancelled' | 'closed' | 'failed';
  status: { readonly Code: string; readonly Message: string };
  readonly spotPrice: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly zone?: string | undefined;
  instanceId?: string;
}
