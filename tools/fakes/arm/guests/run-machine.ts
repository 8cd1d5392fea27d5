import type { Guest } from '../../guests/guests';
import { openDisk } from '../blobs/disk-content';
import { getDiskState } from '../compute/disks/disk-state';
import { listInterfaces } from '../compute/machines/network';
import { getMachine } from '../compute/machines/power';
import { readObjects, readText } from '../json';
import { isOpen } from '../network/is-open';
import { listConfigurations } from '../network/references';
import { refuseConflict } from '../refusal';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { Account, GuestFacts } from './guests';

/** MiB: what guests have, whatever their size promises. */
const MEMORY = 1_024;

/** Lets a guest run for a machine, when the cloud has some. */
export async function startGuest(machine: Resource, cloud: Cloud): Promise<void> {
  const { guests } = cloud;
  const state = getMachine(machine);
  if (!guests || state.guest) return;
  try {
    const guest = await guests.start({
      facts: getFacts(machine, cloud),
      disks: await openDisks(machine, cloud),
      firmware: state.generation === 'V2' ? 'uefi' : 'bios',
      memory: MEMORY,
      address: findAddress(machine, cloud),
      isPortOpen: (port) => listInterfaces(machine, cloud).some((card) => isOpen(card, port, cloud)),
    });
    state.guest = guest;
    void guest.ended.then(() => noticeEnd(machine, guest));
  } catch (error) {
    throw refuseConflict(
      'InternalExecutionError',
      `An internal execution error occurred: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

/** Brings a guest to its end, with what it wrote on its disks. */
export async function stopGuest(machine: Resource): Promise<void> {
  const state = getMachine(machine);
  const { guest } = state;
  // From here on its end is no surprise.
  state.guest = undefined;
  if (guest) state.ending = guest.stop();
  await state.ending;
}

/** Starts a guest again; its machine runs all the while. */
export async function restartGuest(machine: Resource): Promise<void> {
  await getMachine(machine).guest?.reboot();
}

/** Ends a guest for good. What it wrote is kept where one of its disks stays behind. */
export async function endGuest(machine: Resource): Promise<void> {
  const { properties } = machine;
  const disks = [readText(properties, 'storageProfile.osDisk.deleteOption')].concat(
    readObjects(properties, 'storageProfile.dataDisks').map((disk) => readText(disk, 'deleteOption')),
  );
  if (disks.some((option) => option !== 'Delete')) return stopGuest(machine);
  const state = getMachine(machine);
  const { guest } = state;
  state.guest = undefined;
  await guest?.kill();
}

/** A machine that shut itself down is stopped, and keeps its place. */
function noticeEnd(machine: Resource, guest: Guest): void {
  const state = getMachine(machine);
  if (state.guest !== guest) return;
  state.power = 'stopped';
  // Who looks at the disks next waits for it, and hears of what went wrong.
  void stopGuest(machine).catch(() => undefined);
}

async function openDisks(machine: Resource, { blobs, resources }: Cloud) {
  const ids = [
    readText(machine.properties, 'storageProfile.osDisk.managedDisk.id'),
    ...readObjects(machine.properties, 'storageProfile.dataDisks').map((disk) =>
      readText(disk, 'managedDisk.id'),
    ),
  ];
  const uris = ids.map((id) => {
    const disk = resources.find(id ?? '');
    return disk && getDiskState(disk).uri;
  });
  if (!blobs || uris[0] === undefined) return [];
  const known = uris.filter((uri) => uri !== undefined);
  return await Promise.all(known.map((uri, index) => openDisk(blobs, uri, `disk-${index}`)));
}

function findAddress(machine: Resource, cloud: Cloud): string | undefined {
  const addresses = listInterfaces(machine, cloud)
    .flatMap(listConfigurations)
    .map((one) => cloud.resources.find(readText(one, 'properties.publicIPAddress.id') ?? ''));
  return addresses.map((one) => readText(one?.properties, 'ipAddress')).find((one) => one !== undefined);
}

function getFacts(machine: Resource, cloud: Cloud): GuestFacts {
  const { properties, name, envelope } = machine;
  const [card] = listInterfaces(machine, cloud);
  return {
    name,
    vmId: readText(properties, 'vmId') ?? '',
    osType: readText(properties, 'storageProfile.osDisk.osType') ?? 'Linux',
    location: readText(envelope, 'location') ?? '',
    size: readText(properties, 'hardwareProfile.vmSize') ?? '',
    mac: (readText(card?.properties, 'macAddress') ?? '').replaceAll('-', ':').toLowerCase(),
    account: getAccount(machine),
  };
}

function getAccount(machine: Resource): Account | undefined {
  const { properties, name } = machine;
  const user = readText(properties, 'osProfile.adminUsername');
  if (user === undefined) return undefined;
  const { customData, password } = getMachine(machine);
  const keys = readObjects(properties, 'osProfile.linuxConfiguration.ssh.publicKeys');
  return {
    ...{ user, password, customData },
    host: readText(properties, 'osProfile.computerName') ?? name,
    publicKeys: keys.flatMap((key) => readText(key, 'keyData') ?? []),
  };
}
