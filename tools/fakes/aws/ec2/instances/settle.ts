import type { Cloud } from '../../state/cloud';
import type { Region } from '../../state/region';
import type { InstanceRecord } from '../compute/records';

/** Where an instance is. */
export interface InstancePlace {
  readonly cloud: Cloud;
  readonly region: Region;
}

/** Milliseconds for which a terminated instance can still be seen. */
const VISIBLE = 3_600_000;

/** Looks at an instance: what it was on the way to is reached when it took long enough, and its machine is as far. */
export function settleInstance(place: InstancePlace, instance: InstanceRecord): void {
  const { transition } = instance;
  if (transition?.work || !transition?.countdown.look()) return;
  instance.state = transition.to;
  instance.transition = undefined;
  if (transition.to === 'running') instance.publicIp = choosePublicIp(instance);
  if (transition.to === 'stopped' || transition.to === 'terminated') instance.publicIp = undefined;
  if (transition.to === 'running') instance.checks = place.cloud.startPending();
  if (transition.to === 'terminated') release(place, instance);
}

/** Source: RFC 5737: addresses that nobody has. */
const DOCUMENTATION_NETWORK = '203.0.113';
const MOST_HOSTS = 254;

/** That of its machine where one runs; else one that leads nowhere. */
function choosePublicIp({ guest, launch, id }: InstanceRecord): string | undefined {
  if (!launch.hasPublicIp) return undefined;
  if (guest) return guest.address;
  const host = (Number.parseInt(id.slice(-6), 16) % MOST_HOSTS) + 1;
  return `${DOCUMENTATION_NETWORK}.${host}`;
}

/** What goes with a terminated instance: its card, and the volumes that are to. The others are free. */
function release({ cloud, region }: InstancePlace, instance: InstanceRecord): void {
  const { networkInterfaces, subnets, volumes } = region.compute;
  instance.terminatedAt = cloud.clock.now();
  networkInterfaces.remove(instance.launch.networkInterfaceId);
  const subnet = subnets.find(instance.launch.subnetId);
  if (subnet) subnet.free += 1;
  for (const { volumeId, deleteOnTermination } of instance.devices.values()) {
    const volume = volumes.find(volumeId);
    if (deleteOnTermination) volumes.remove(volumeId);
    else if (volume) delete volume.attachment;
  }
  instance.devices.clear();
}

/** Looks at every instance of an account, and forgets those that ended long ago. */
export function settleInstances(place: InstancePlace, account: string): void {
  const { instances } = place.region.compute;
  const now = place.cloud.clock.now().getTime();
  for (const instance of instances.all()) {
    if (instance.owner !== account) continue;
    if (instance.terminatedAt && now - instance.terminatedAt.getTime() > VISIBLE)
      instances.remove(instance.id);
  }
}
