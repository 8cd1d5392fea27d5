import type { JsonObject } from '../json';
import type { Request } from '../methods/request';
import type { Cloud } from '../state/cloud';
import { foldLocation } from '../state/locations';
import { countCores, type Size, sizes } from './sizes';

/** Sizes of machines in one location, or in all of them. */
export function listSizes({ cloud, query }: Request): JsonObject {
  const wanted = /^location eq '([^']+)'$/i.exec(query.get('$filter') ?? '')?.[1];
  const places = cloud.locations.filter(({ name }) => wanted === undefined || name === foldLocation(wanted));
  return { value: places.flatMap(({ name }) => sizes.map((size) => showSize(size, name, cloud))) };
}

function showSize(
  { name, family, generations, architecture }: Size,
  location: string,
  { limits }: Cloud,
): JsonObject {
  const capabilities = {
    vCPUs: String(countCores(name)),
    HyperVGenerations: generations.join(','),
    CpuArchitectureType: architecture,
  };
  const restriction = {
    ...{ type: 'Location', values: [location], reasonCode: 'NotAvailableForSubscription' },
    restrictionInfo: { locations: [location] },
  };
  return {
    ...{ resourceType: 'virtualMachines', name, family, tier: 'Standard', locations: [location] },
    capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
    restrictions: limits.notOffered.has(name) ? [restriction] : [],
  };
}
