import { type JsonObject, readAt, readNumber, readObjects, readText } from '../json';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import { listConfigurations } from './references';

/**
 * Whether somebody outside gets to a TCP port by a network interface: its own security group has to let them in, and that
 * of its subnet. Without either nobody gets to an address of the Standard kind. Who asks is not looked at: all are on
 * loopback.
 */
export function isOpen(card: Resource, port: number, { resources }: Pick<Cloud, 'resources'>): boolean {
  const subnets = listConfigurations(card).map((one) =>
    resources.find(readText(one, 'properties.subnet.id') ?? ''),
  );
  const groups = [card, ...subnets].flatMap(
    (one) => resources.find(readText(one?.properties, 'networkSecurityGroup.id') ?? '') ?? [],
  );
  return groups.length > 0 && groups.every((group) => letsIn(group, port));
}

/** The first rule that fits decides; behind all of them stands Azure's own, which lets nobody in. */
function letsIn(group: Resource, port: number): boolean {
  const fitting = readObjects(group.properties, 'securityRules')
    .filter((rule) => fits(rule, port))
    .sort((one, other) => getPriority(one) - getPriority(other));
  return readText(fitting[0], 'properties.access') === 'Allow';
}

const getPriority = (rule: JsonObject) => readNumber(rule, 'properties.priority') ?? 0;

function fits(rule: JsonObject, port: number): boolean {
  const isInbound = readText(rule, 'properties.direction') === 'Inbound';
  const isTcp = ['tcp', '*'].includes((readText(rule, 'properties.protocol') ?? '').toLowerCase());
  const listed = readAt(rule, 'properties.destinationPortRanges');
  const ranges = [readText(rule, 'properties.destinationPortRange')].concat(
    Array.isArray(listed) ? listed.map(String) : [],
  );
  return isInbound && isTcp && ranges.some((range) => range !== undefined && contains(range, port));
}

function contains(range: string, port: number): boolean {
  if (range === '*') return true;
  const [first = '', last = first] = range.split('-');
  return Number(first) <= port && port <= Number(last);
}
