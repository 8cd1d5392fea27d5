import type { Target } from '../resources/generic';
import { VERSIONS } from '../resources/generic';

/** Where something is: its subscription and resource group. */
export interface Room {
  readonly subscription: string;
  readonly group: string;
}

function inRoom({ subscription, group }: Room): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** Of a type of Azure's networks: `publicIPAddresses`. */
export function getNetworkTarget(room: Room, type: string, name: string): Target {
  return { id: `${inRoom(room)}/providers/Microsoft.Network/${type}/${name}`, version: VERSIONS.network };
}

export function getImageTarget(room: Room, name: string): Target {
  return { id: `${inRoom(room)}/providers/Microsoft.Compute/images/${name}`, version: VERSIONS.compute };
}

export function getSnapshotTarget(room: Room, name: string): Target {
  return { id: `${inRoom(room)}/providers/Microsoft.Compute/snapshots/${name}`, version: VERSIONS.disk };
}

export function getMachineTarget(room: Room, name: string): Target {
  return {
    id: `${inRoom(room)}/providers/Microsoft.Compute/virtualMachines/${name}`,
    version: VERSIONS.compute,
  };
}

/** A version of an image of a gallery. */
export interface VersionName extends Room {
  readonly gallery: string;
  readonly image: string;
  readonly version: string;
}

export function getVersionTarget({ gallery, image, version, ...room }: VersionName): Target {
  const definition = `${inRoom(room)}/providers/Microsoft.Compute/galleries/${gallery}/images/${image}`;
  return { id: `${definition}/versions/${version}`, version: VERSIONS.gallery };
}
