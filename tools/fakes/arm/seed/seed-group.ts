import { groupType } from '../methods/group';
import type { Cloud } from '../state/cloud';

/** Makes a resource group that was always there. @returns its id */
export function seedGroup(
  cloud: Cloud,
  { name, location = 'westeurope' }: { readonly name: string; readonly location?: string },
): string {
  const id = `/subscriptions/${cloud.subscription}/resourceGroups/${name}`;
  cloud.resources.add({
    id,
    type: groupType,
    name,
    envelope: { location },
    properties: {},
    state: 'Succeeded',
  });
  return id;
}
