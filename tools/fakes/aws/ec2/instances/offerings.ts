import { refuse } from '../../refusal';
import type { Limits } from '../compute/limits';
import { findInstanceType, type InstanceTypeFacts } from './instance-types';

/** @throws Refusal when AWS has no such type */
export function getInstanceType(name: string): InstanceTypeFacts {
  const type = findInstanceType(name);
  if (!type) throw refuse('InvalidParameterValue', `Invalid value '${name}' for InstanceType.`);
  return type;
}

export function isOffered({ notOffered }: Limits, type: string, zone: string): boolean {
  return !notOffered.has(`${type}/${zone}`) && !notOffered.has(type);
}

const noCapacityStatus = 500;

/** @throws Refusal when a zone does not have such machines, or has none left just now */
export function checkCapacity(
  limits: Limits,
  { name }: InstanceTypeFacts,
  { zone, isSpot }: { readonly zone: string; readonly isSpot: boolean },
): void {
  const others = limits.zones.filter((each) => each !== zone && isOffered(limits, name, each));
  if (!isOffered(limits, name, zone))
    throw refuse(
      'Unsupported',
      `Your requested instance type (${name}) is not supported in your requested Availability Zone (${zone}). Please retry your request by not specifying an Availability Zone or choosing ${others.join(', ')}.`,
    );
  const exhausted = isSpot ? limits.exhaustedSpot : limits.exhausted;
  if (!exhausted.has(name) && !exhausted.has(`${name}/${zone}`)) return;
  const free = others.filter((each) => !exhausted.has(name) && !exhausted.has(`${name}/${each}`));
  const kind = isSpot ? 'Spot capacity' : `${name} capacity`;
  const hint =
    free.length > 0
      ? ` You can currently get ${name} capacity by not specifying an Availability Zone in your request or choosing ${free.join(', ')}.`
      : '';
  throw refuse(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${kind} in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.${hint}`,
    { status: noCapacityStatus },
  );
}
