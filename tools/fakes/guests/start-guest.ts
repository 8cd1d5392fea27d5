import { copyFile, mkdir, rm } from 'node:fs/promises';
import type { MachineParts } from './command-line';
import { createGuest, type Place } from './create-guest';
import { writeDiskFiles } from './disk-files';
import { findFirmware } from './firmware';
import type { Guest } from './guests';
import { findAddress, findEndpoints, type GuestEndpoints } from './loopback-address';
import { getFiles, startMachine } from './machine';
import type { MachineWish } from './machine-wish';
import { writeMedium } from './medium';
import { serveMetadata } from './metadata/serve';

/** Starts a machine with all that it needs around it. */
export async function startGuest(wish: MachineWish, place: Place): Promise<Guest> {
  const { disks, medium } = wish;
  const files = getFiles(place.folder);
  await mkdir(place.folder, { recursive: true });
  for (const disk of disks) await writeDiskFiles(files.getDisk(disk.id), disk);
  if (medium) await writeMedium(medium, files.medium);
  const service = await serveMetadata(wish.service);
  const clear = async () => {
    await service.close();
    await rm(place.folder, { recursive: true, force: true });
  };
  try {
    const endpoints = await findPlace(wish, place);
    const parts = await getParts(wish, { place, endpoints, servicePort: service.port });
    return createGuest(await startMachine(place.program, parts), { place, parts, disks, clear });
  } catch (error) {
    await clear();
    throw error;
  }
}

async function findPlace({ address, isPortOpen }: MachineWish, { ports }: Place): Promise<GuestEndpoints> {
  const wanted = ports.filter(isPortOpen);
  return await findEndpoints(address ?? (await findAddress(wanted)), wanted);
}

async function getParts(
  { disks, firmware, getDevice, medium, ...wish }: MachineWish,
  more: { readonly place: Place; readonly endpoints: GuestEndpoints; readonly servicePort: number },
): Promise<MachineParts> {
  const { accelerator, folder } = more.place;
  const { console, control, getDisk, medium: path, variables } = getFiles(folder);
  const found = firmware === 'uefi' ? findFirmware() : undefined;
  if (found) await copyFile(found.variables, variables);
  const { name, mac, memory, controllers, smbios, network } = wish;
  return {
    ...{ accelerator, name, mac, memory, controllers, smbios, network, console, control },
    disks: disks.map((disk) => ({ path: getDisk(disk.id).overlay, device: getDevice(disk) })),
    medium: medium && { path, device: medium.device },
    firmware: found && { code: found.code, variables },
    endpoints: more.endpoints,
    servicePort: more.servicePort,
  };
}
