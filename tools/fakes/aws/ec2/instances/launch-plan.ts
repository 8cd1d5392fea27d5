import type { Call } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { readTagSpecifications } from '../../rules/tags';
import type { Tags } from '../../state/resource';
import type { KeyPairRecord } from '../compute/records';
import { getUsableImage } from '../images/access';
import type { ImageRecord } from '../images/record';
import { getKeyPair } from '../key-pairs/describe';
import type { InstanceTypeFacts } from './instance-types';
import { type PlannedDevice, planDevices } from './launch-mappings';
import { type PlannedNetwork, planNetwork } from './launch-network';
import { getProfile } from './launch-profile';
import type { LaunchRequest } from './launch-request';
import { checkMarket } from './market';
import { type MetadataOptions, planMetadata } from './metadata-options';
import { checkCapacity, getInstanceType } from './offerings';
import { checkQuota } from './quota';
import { checkUserData } from './user-data';

/** An instance that can be. */
export interface LaunchPlan {
  readonly image: ImageRecord;
  readonly type: InstanceTypeFacts;
  readonly network: PlannedNetwork;
  readonly devices: readonly PlannedDevice[];
  readonly metadata: MetadataOptions;
  readonly key: KeyPairRecord | undefined;
  readonly profile: { readonly Arn: string; readonly Id: string } | undefined;
  readonly isSpot: boolean;
  readonly firmware: 'bios' | 'uefi';
  readonly cpuCredits: string | undefined;
  readonly tags: Readonly<
    Record<'instance' | 'volume' | 'network-interface' | 'spot-instances-request', Tags>
  >;
  readonly request: LaunchRequest;
}

const TAGGABLE = ['instance', 'volume', 'network-interface', 'spot-instances-request', 'elastic-gpu'];
const USUAL_TYPE = 'm1.small';

/** Looks whether a request can be met, so many times. @throws Refusal when it cannot */
export function planLaunch(call: Call<object>, request: LaunchRequest, count: number): LaunchPlan {
  const { compute } = call.region;
  const tagsOf = (type: string) => readTagSpecifications(request.TagSpecifications, type, TAGGABLE);
  const tags = {
    instance: tagsOf('instance'),
    volume: tagsOf('volume'),
    'network-interface': tagsOf('network-interface'),
    'spot-instances-request': tagsOf('spot-instances-request'),
  };
  if (request.ImageId === undefined) throw refuseMissing('ImageId');
  const image = getUsableImage(call.region, request.ImageId, call);
  const type = getInstanceType(request.InstanceType ?? USUAL_TYPE);
  const firmware = checkFit(image, type);
  checkShutdown(request);
  checkUserData(request.UserData);
  const isSpot = checkMarket(request, type);
  const key = request.KeyName === undefined ? undefined : getKeyPair(call, request.KeyName);
  const metadata = planMetadata(request.MetadataOptions, image.traits.imdsSupport);
  const cpuCredits = readCredits(request, type);
  const network = planNetwork(call, request);
  const profile = getProfile(call, request.IamInstanceProfile);
  const devices = planDevices(call, image.traits, request.BlockDeviceMappings ?? []);
  checkQuota(compute, call.account, { vcpus: type.vcpus * count, isSpot });
  checkCapacity(compute.limits, type, { zone: network.subnet.zone, isSpot });
  return {
    ...{ image, type, network, devices, metadata, key, profile, isSpot, firmware, cpuCredits, tags },
    request,
  };
}

/** Whether an image runs on such a machine. @returns what starts it */
function checkFit({ traits }: ImageRecord, type: InstanceTypeFacts): 'bios' | 'uefi' {
  const { architecture, bootMode, enaSupport } = traits;
  if (architecture !== type.architecture)
    throw refuse(
      'InvalidParameterValue',
      `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
    );
  if (type.hypervisor === 'nitro' && !enaSupport)
    throw refuse(
      'InvalidParameterCombination',
      `Enhanced networking with the Elastic Network Adapter (ENA) is required for the '${type.name}' instance type. Ensure that you are using an AMI that is enabled for ENA.`,
    );
  if (bootMode === 'uefi' && !type.bootModes.includes('uefi'))
    throw refuse(
      'InvalidParameterValue',
      `The boot mode 'uefi' of the specified AMI is not supported by the instance type '${type.name}'.`,
    );
  const prefersUefi = bootMode === 'uefi' || bootMode === 'uefi-preferred' || architecture === 'arm64';
  return prefersUefi && type.bootModes.includes('uefi') ? 'uefi' : 'bios';
}

function checkShutdown({ InstanceInitiatedShutdownBehavior: behavior }: LaunchRequest): void {
  if (behavior !== undefined && behavior !== 'stop' && behavior !== 'terminate')
    throw refuseValue('instanceInitiatedShutdownBehavior', behavior, 'Expected stop or terminate.');
}

function readCredits(
  { CreditSpecification: wish }: LaunchRequest,
  type: InstanceTypeFacts,
): string | undefined {
  if (!wish) return type.burstable ? getUsualCredits(type) : undefined;
  if (!type.burstable)
    throw refuse(
      'InvalidParameterCombination',
      `The CreditSpecification parameter is not supported for instance type ${type.name}.`,
    );
  if (wish.CpuCredits !== 'standard' && wish.CpuCredits !== 'unlimited')
    throw refuseValue('CpuCredits', wish.CpuCredits, 'Expected standard or unlimited.');
  return wish.CpuCredits;
}

/** The oldest family spends what it earned; the others go on and pay. */
function getUsualCredits({ name }: InstanceTypeFacts): string {
  return name.startsWith('t2.') ? 'standard' : 'unlimited';
}
