import { createHash } from 'node:crypto';
import type { Guest, GuestDisk } from '../../../guests/guests';
import { blockBytes, createBlockMap } from '../../blocks/block-map';
import type { GuestFacts } from '../../guests/guests';
import type { InstanceRecord, InstanceState, VolumeRecord } from '../compute/records';
import { letsIn } from '../security-groups/rules';
import { findInstanceType } from './instance-types';
import type { InstancePlace } from './settle';

/** MiB: what guests have at most, whatever their type promises. */
const MOST_MEMORY = 1_024;
const LEAST_MEMORY = 512;
const GIB = 2 ** 30;

/** Lets a machine run for an instance that is pending, when the cloud has real ones. */
export function startMachine(place: InstancePlace, instance: InstanceRecord): void {
  const { guests } = place.cloud;
  if (!guests) return;
  const { architecture, firmware } = instance.launch;
  doMeanwhile(place, instance, async () => {
    if (architecture !== 'x86_64') throw new Error(`the fake has no machines of ${architecture}`);
    const memory = findInstanceType(instance.attributes.instanceType)?.memory ?? LEAST_MEMORY;
    const guest = await guests.start({
      facts: getFacts(place, instance),
      disks: getDisks(place, instance),
      firmware,
      memory: Math.max(LEAST_MEMORY, Math.min(memory, MOST_MEMORY)),
      isPortOpen: (port) => isPortOpen(place, instance, port),
    });
    instance.guest = guest;
    void guest.ended.then(() => noticeEnd(place, instance, guest));
  });
}

/** Brings a machine to its end, with what it wrote on its volumes. */
export function stopMachine(place: InstancePlace, instance: InstanceRecord): void {
  if (!place.cloud.guests) return;
  doMeanwhile(place, instance, async () => {
    if (instance.guest) await takeDown(instance, instance.guest);
  });
}

/** Starts a machine again; its instance runs all the while. */
export function rebootMachine({ guest }: InstanceRecord): void {
  // A machine that does not come up again has ended, which is noticed there.
  void guest?.reboot().catch(() => undefined);
}

/** Writes what is on the disks of a machine to its volumes, so that a snapshot has it. */
export async function saveMachine(
  instance: InstanceRecord,
  { reboots }: { readonly reboots: boolean },
): Promise<void> {
  await instance.transition?.work;
  await instance.guest?.save({ reboots });
}

/** Ends a machine; what it wrote is kept where a volume stays behind. */
export function killMachine(place: InstancePlace, instance: InstanceRecord): void {
  if (!place.cloud.guests) return;
  const isKept = [...instance.devices.values()].some((device) => !device.deleteOnTermination);
  doMeanwhile(place, instance, async () => {
    const { guest } = instance;
    if (!guest) return;
    if (isKept) return takeDown(instance, guest);
    instance.guest = undefined;
    await guest.kill();
    instance.lastConsole = await guest.readConsole();
  });
}

async function takeDown(instance: InstanceRecord, guest: Guest): Promise<void> {
  // From here on its end is no surprise.
  instance.guest = undefined;
  await guest.stop();
  instance.lastConsole = await guest.readConsole();
}

/** An instance stays on its way until the work is done; what goes wrong ends it, as at AWS. */
function doMeanwhile(place: InstancePlace, instance: InstanceRecord, work: () => Promise<void>): void {
  const before = instance.transition?.work ?? Promise.resolve();
  const transition = instance.transition;
  const done: Promise<void> = before.then(work).then(
    () => finishWork(instance, done),
    (error: unknown) => {
      fail(place, instance, error);
    },
  );
  if (transition) instance.transition = { ...transition, work: done };
}

function finishWork(instance: InstanceRecord, work: Promise<void>): void {
  if (instance.transition?.work === work) instance.transition = { ...instance.transition, work: undefined };
}

function fail({ cloud }: InstancePlace, instance: InstanceRecord, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  instance.stateReason = { Code: 'Server.InternalError', Message: `Server.InternalError: ${message}` };
  instance.transition = { to: 'terminated', countdown: cloud.startPending() };
}

/** A machine that shut itself down stops or terminates its instance, as that wants. */
function noticeEnd(place: InstancePlace, instance: InstanceRecord, guest: Guest): void {
  if (instance.guest !== guest) return;
  const isStop = instance.attributes.shutdownBehavior === 'stop';
  const [via, to]: readonly [InstanceState, InstanceState] = isStop
    ? ['stopping', 'stopped']
    : ['shutting-down', 'terminated'];
  instance.state = via;
  instance.stateReason = {
    Code: 'Client.InstanceInitiatedShutdown',
    Message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
  };
  instance.transition = { to, countdown: place.cloud.startPending() };
  doMeanwhile(place, instance, () => takeDown(instance, guest));
}

function getDisks({ cloud, region }: InstancePlace, instance: InstanceRecord): readonly GuestDisk[] {
  const { rootDeviceName } = instance;
  const devices = [...instance.devices].sort(([left], [right]) =>
    left === rootDeviceName ? -1 : right === rootDeviceName ? 1 : left.localeCompare(right),
  );
  return devices.flatMap(([, { volumeId }]) => {
    const volume = region.compute.volumes.find(volumeId);
    return volume ? [makeDisk(cloud.blocks, volume)] : [];
  });
}

function makeDisk(store: InstancePlace['cloud']['blocks'], volume: VolumeRecord): GuestDisk {
  // What is read is as it was when the machine started, also when a snapshot was taken since.
  const start = volume.blocks;
  volume.blocks = createBlockMap(start);
  return {
    id: volume.id,
    bytes: volume.sizeGib * GIB,
    blockBytes,
    indexes: start.entries().map(([index]) => index),
    read: async (index) => {
      const digest = start.get(index);
      if (digest === undefined) throw new Error(`volume ${volume.id} has no block ${index}`);
      return await store.get(digest);
    },
    write: async (index, block) => {
      const digest = createHash('sha256').update(block).digest('base64');
      await store.put(digest, block);
      volume.blocks.set(index, digest);
    },
  };
}

function isPortOpen({ region }: InstancePlace, { attributes }: InstanceRecord, port: number): boolean {
  return attributes.groupIds.some((id) => letsIn(region.compute.securityGroups.find(id)?.rules ?? [], port));
}

function getFacts({ region }: InstancePlace, instance: InstanceRecord): GuestFacts {
  const { launch, attributes, owner, imageId, id } = instance;
  const { keyPairs, securityGroups } = region.compute;
  const key = keyPairs.all().find((each) => each.owner === owner && each.name === launch.keyName);
  const { userData } = attributes;
  return {
    ...{ accountId: owner, imageId, instanceId: id, region: region.name },
    ...{ architecture: launch.architecture, instanceType: attributes.instanceType, mac: launch.mac },
    ...{ availabilityZone: launch.zone, subnetId: launch.subnetId, vpcId: launch.vpcId },
    networkInterfaceId: launch.networkInterfaceId,
    securityGroups: attributes.groupIds.map((group) => securityGroups.find(group)?.name ?? group),
    key: key && { name: key.name, openSsh: key.openSsh },
    userData: userData === undefined ? undefined : Buffer.from(userData, 'base64'),
    hasMetadata: launch.metadataOptions.HttpEndpoint !== 'disabled',
    tokens: launch.metadataOptions.HttpTokens === 'required' ? 'required' : 'optional',
  };
}
