import { listUsedCores } from '../compute/machines/used-cores';
import type { JsonObject } from '../json';
import type { Request } from '../methods/request';
import { refuse } from '../refusal';
import type { Cloud } from '../state/cloud';
import { foldLocation } from '../state/locations';
import { sizes } from './sizes';

type Parts = Readonly<Record<string, string>>;

/** Processors of machines in a location, and how many there may be. */
export function listCoreUsages({ cloud }: Request, { location = '' }: Parts): JsonObject {
  const used = listUsedCores(cloud, judgeLocation(cloud, location));
  const { cores, families } = cloud.limits;
  const sum = (family?: string) =>
    used
      .filter((one) => family === undefined || one.family === family)
      .reduce((total, one) => total + one.cores, 0);
  const names = [...new Set(sizes.map(({ family }) => family))];
  return {
    value: [
      showUsage('cores', 'Total Regional vCPUs', [sum(), cores]),
      showUsage('lowPriorityCores', 'Total Regional Low-priority vCPUs', [0, cores]),
      ...names.map((family) => showUsage(family, family, [sum(family), families.get(family) ?? cores])),
    ],
  };
}

/** Public addresses in a location, and how many there may be. */
export function listAddressUsages({ cloud }: Request, { location = '' }: Parts): JsonObject {
  const place = judgeLocation(cloud, location);
  const used = cloud.resources
    .ofType('Microsoft.Network/publicIPAddresses')
    .filter(({ envelope }) => envelope.location === place);
  const count = [used.length, cloud.limits.publicAddresses] as const;
  return { value: [showUsage('PublicIPAddresses', 'Public IP Addresses', count)] };
}

function judgeLocation(cloud: Cloud, name: string): string {
  if (cloud.findLocation(name)) return foldLocation(name);
  throw refuse(
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${name}' and type 'locations/usages'. The supported locations are '${cloud.locations.map((one) => one.name).join(', ')}'.`,
  );
}

function showUsage(
  value: string,
  localizedValue: string,
  [currentValue, limit]: readonly [number, number],
): JsonObject {
  return { unit: 'Count', name: { value, localizedValue }, currentValue, limit };
}
