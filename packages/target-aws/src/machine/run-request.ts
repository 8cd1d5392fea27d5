import type {
  CapacityReservationSpecification,
  InstanceMetadataOptionsRequest,
  Placement,
  RunInstancesRequest,
} from '@aws-sdk/client-ec2';
import type { MachineOptions } from '../builders/fields/machine';
import { isBurstable } from '../builders/rules/instance';
import type { Place } from '../steps/network';
import type { Launch } from './launch';
import { specifyTags } from './tags';

/** Where and as what a machine is tried. */
export interface Attempt {
  readonly type: string;
  readonly place: Place;
  readonly token: string;
}

/** Asks for one machine. Source: EC2 API reference, RunInstances. */
export function createRunRequest(
  options: MachineOptions,
  launch: Launch,
  attempt: Attempt,
): RunInstancesRequest {
  const reservation = getReservation(options);
  const placement = getPlacement(options, attempt.place);
  const licenses = options.license_specifications.flatMap(
    ({ license_configuration_request: request }) => request?.license_configuration_arn ?? [],
  );
  return {
    ...getCommon(options, launch, attempt.type),
    ClientToken: attempt.token,
    MinCount: 1,
    MaxCount: 1,
    ...getNetwork(options, launch, attempt.place),
    ...(placement && { Placement: placement }),
    InstanceInitiatedShutdownBehavior: options.shutdown_behavior === 'terminate' ? 'terminate' : 'stop',
    ...(options.enable_nitro_enclave && { EnclaveOptions: { Enabled: true } }),
    ...(reservation && { CapacityReservationSpecification: reservation }),
    ...(licenses.length > 0 && {
      LicenseSpecifications: licenses.map((LicenseConfigurationArn) => ({ LicenseConfigurationArn })),
    }),
    TagSpecifications: specifyTags({
      instance: launch.tags,
      'network-interface': launch.tags,
      volume: launch.volumeTags,
    }),
  };
}

/** What a request for a machine and a launch template have in common. */
export function getCommon(options: MachineOptions, launch: Launch, type: string | undefined) {
  const credits = getCredits(options, type);
  const metadata = getMetadata(options);
  return {
    ImageId: launch.image.ImageId,
    ...(type && { InstanceType: type as NonNullable<RunInstancesRequest['InstanceType']> }),
    ...(launch.login.name !== undefined && { KeyName: launch.login.name }),
    ...(launch.userData !== undefined && { UserData: launch.userData }),
    ...(launch.profile !== undefined && { IamInstanceProfile: { Name: launch.profile } }),
    ...(launch.mappings.length > 0 && { BlockDeviceMappings: [...launch.mappings] }),
    ...(options.ebs_optimized && { EbsOptimized: true }),
    ...(credits !== undefined && { CreditSpecification: { CpuCredits: credits } }),
    ...(metadata && { MetadataOptions: metadata }),
  };
}

/** Machines with credits stop at them, as in Packer, unless more are paid for. */
function getCredits(options: MachineOptions, type: string | undefined): string | undefined {
  if (options.enable_unlimited_credits || options.enable_t2_unlimited) return 'unlimited';
  return isBurstable(type) ? 'standard' : undefined;
}

/** What a template does not say of the metadata service: tokens are required, in Packer they are optional. */
const SAFE_METADATA = {
  http_endpoint: 'enabled',
  http_tokens: 'required',
  http_put_response_hop_limit: 1,
  instance_metadata_tags: 'disabled',
} as const;

function getMetadata({ metadata_options: given }: MachineOptions): InstanceMetadataOptionsRequest {
  const wanted = given ?? SAFE_METADATA;
  if (wanted.http_endpoint === 'disabled') return { HttpEndpoint: 'disabled' };
  return {
    HttpEndpoint: 'enabled',
    HttpTokens: wanted.http_tokens === 'optional' ? 'optional' : 'required',
    HttpPutResponseHopLimit: wanted.http_put_response_hop_limit || SAFE_METADATA.http_put_response_hop_limit,
    ...(wanted.instance_metadata_tags === 'enabled' && { InstanceMetadataTags: 'enabled' }),
  };
}

function getNetwork(options: MachineOptions, { groupIds }: Launch, { subnetId }: Place) {
  const { associate_public_ip_address: isPublic } = options;
  if (subnetId === undefined) return { SecurityGroupIds: [...groupIds] };
  if (isPublic === undefined) return { SubnetId: subnetId, SecurityGroupIds: [...groupIds] };
  return {
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        AssociatePublicIpAddress: isPublic,
        SubnetId: subnetId,
        Groups: [...groupIds],
        DeleteOnTermination: true,
      },
    ],
  };
}

export function getPlacement(
  { placement, tenancy: old }: MachineOptions,
  { zone }: Place,
): Placement | undefined {
  const tenancy = placement?.tenancy || old;
  const wanted: Placement = {
    ...(zone !== undefined && { AvailabilityZone: zone }),
    ...(placement?.host_resource_group_arn && { HostResourceGroupArn: placement.host_resource_group_arn }),
    ...(placement?.host_id && { HostId: placement.host_id }),
    ...(tenancy && { Tenancy: tenancy as NonNullable<Placement['Tenancy']> }),
  };
  return Object.keys(wanted).length > 0 ? wanted : undefined;
}

function getReservation({
  capacity_reservation_preference: preference,
  capacity_reservation_id: id,
  capacity_reservation_group_arn: group,
}: MachineOptions): CapacityReservationSpecification | undefined {
  if (id) return { CapacityReservationTarget: { CapacityReservationId: id } };
  if (group) return { CapacityReservationTarget: { CapacityReservationResourceGroupArn: group } };
  return { CapacityReservationPreference: preference === 'open' ? 'open' : 'none' };
}
