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

/** An image of a gallery, by the name of its definition. */
export interface DefinitionName extends Room {
  readonly gallery: string;
  readonly image: string;
}

/** A version of an image of a gallery. */
export interface VersionName extends DefinitionName {
  readonly version: string;
}

export function getGalleryTarget({ gallery, ...room }: Omit<DefinitionName, 'image'>): Target {
  return {
    id: `${inRoom(room)}/providers/Microsoft.Compute/galleries/${gallery}`,
    version: VERSIONS.gallery,
  };
}

export function getDefinitionTarget({ image, ...place }: DefinitionName): Target {
  const { id, version } = getGalleryTarget(place);
  return { id: `${id}/images/${image}`, version };
}

export function getVersionTarget({ version, ...name }: VersionName): Target {
  const definition = getDefinitionTarget(name);
  return { ...definition, id: `${definition.id}/versions/${version}` };
}
