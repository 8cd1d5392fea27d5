import { createHash } from 'node:crypto';
import type { StateReason } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { over } from '../../state/countdown';
import { createId } from '../../state/ids';
import type { AttachedDevice, InstanceRecord, LaunchFacts } from '../compute/records';
import { takeAddress } from '../network/default-network';
import { addVolume, hasRoomFor } from '../volumes/add-volume';
import type { LaunchPlan } from './launch-plan';
import { startMachine } from './machines';

/** Why and with what an instance is launched. */
export interface LaunchOrigin {
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly clientToken?: string | undefined;
  readonly spotRequestId?: string | undefined;
  readonly fleetId?: string | undefined;
}

/** Launches one instance as planned. */
export function launchInstance(call: Call<object>, plan: LaunchPlan, origin: LaunchOrigin): InstanceRecord {
  const { cloud, region, account, now } = call;
  const { request } = plan;
  const id = createId('i');
  const failure = findFailure(call, plan);
  const launch = makeFacts(call, { id, plan, origin });
  const devices = attachVolumes(call, id, plan);
  plan.image.launched = now;
  const instance = region.compute.instances.add({
    ...{ id, launch, devices },
    owner: account,
    created: now,
    tags: new Map(plan.tags.instance),
    appears: cloud.startAppearing(),
    imageId: plan.image.id,
    attributes: {
      instanceType: plan.type.name,
      groupIds: plan.network.groupIds,
      userData: request.UserData,
      shutdownBehavior: request.InstanceInitiatedShutdownBehavior ?? (plan.isSpot ? 'terminate' : 'stop'),
      disableApiTermination: request.DisableApiTermination ?? false,
      disableApiStop: request.DisableApiStop ?? false,
      ebsOptimized: request.EbsOptimized ?? false,
      enaSupport: plan.image.traits.enaSupport,
      sriovNetSupport: plan.image.traits.sriovNetSupport,
      sourceDestCheck: true,
    },
    state: 'pending',
    transition: { to: 'running', countdown: cloud.startPending() },
    transitionReason: '',
    launchedAt: now,
    checks: over,
    rootDeviceName: plan.image.traits.rootDeviceName,
    lastConsole: Buffer.alloc(0),
  });
  if (failure === undefined) startMachine(call, instance);
  else {
    instance.stateReason = failure;
    instance.transition = { to: 'terminated', countdown: cloud.startPending() };
  }
  return instance;
}

function makeFacts(
  call: Call<object>,
  { id, plan, origin }: { readonly id: string; readonly plan: LaunchPlan; readonly origin: LaunchOrigin },
): LaunchFacts {
  const { cloud, region, account, now } = call;
  const { subnet, groupIds, hasPublicIp } = plan.network;
  const card = region.compute.networkInterfaces.add({
    id: createId('eni'),
    owner: account,
    created: now,
    appears: cloud.startAppearing(),
    tags: new Map(plan.tags['network-interface']),
    ...{ subnetId: subnet.id, vpcId: subnet.vpcId, zone: subnet.zone, groupIds, instanceId: id },
    privateIp: takeAddress(subnet),
    mac: makeMac(id),
    description: '',
  });
  const { traits } = plan.image;
  return {
    ...origin,
    keyName: plan.key?.name,
    ...{ zone: subnet.zone, subnetId: subnet.id, vpcId: subnet.vpcId, hasPublicIp },
    ...{ networkInterfaceId: card.id, privateIp: card.privateIp, mac: card.mac },
    isSpot: plan.isSpot,
    profile: plan.profile,
    tenancy: plan.request.Placement?.Tenancy ?? 'default',
    ...{ architecture: traits.architecture, bootMode: traits.bootMode, platform: traits.platform },
    firmware: plan.firmware,
    metadataOptions: plan.metadata,
    cpuCredits: plan.cpuCredits,
  };
}

/** Of a card: the second digit says that nobody bought the number. */
function makeMac(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex').slice(0, 10);
  return ['02', ...(digits.match(/../gu) ?? [])].join(':');
}

function attachVolumes(
  { cloud, region, account, now }: Call<object>,
  instanceId: string,
  plan: LaunchPlan,
): Map<string, AttachedDevice> {
  const devices = new Map<string, AttachedDevice>();
  for (const { device, deleteOnTermination, ...volume } of plan.devices) {
    const record = addVolume(cloud, region, volume, {
      owner: account,
      zone: plan.network.subnet.zone,
      tags: new Map(plan.tags.volume),
      isAtOnce: true,
    });
    record.attachment = { instanceId, device, attachedAt: now };
    devices.set(device, { volumeId: record.id, deleteOnTermination });
  }
  return devices;
}

/** What AWS notices only when it is at it: an instance begins, and ends at once. */
function findFailure({ account, region }: Call<object>, { devices }: LaunchPlan): StateReason | undefined {
  const isKeyUnknown = devices.some(
    ({ encrypted, kmsKeyId = '' }) => encrypted && region.kms.find(kmsKeyId, account) === undefined,
  );
  if (isKeyUnknown)
    return { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' };
  if (!hasRoomFor(region, account, devices.length))
    return {
      Code: 'Client.VolumeLimitExceeded',
      Message: 'Client.VolumeLimitExceeded: Volume limit exceeded',
    };
  return undefined;
}
