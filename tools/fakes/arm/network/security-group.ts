import { type JsonObject, readAt, readNumber, readObjects, readText } from '../json';
import { refuse } from '../refusal';
import { checkNetwork } from '../schema/type-data';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { ResourceType } from '../types/resource-type';
import { refersTo } from './references';
import { networkVersions } from './versions';

const priorities = { least: 100, most: 4096 } as const;

/** Who may come in to what. */
export const securityGroup: ResourceType = {
  name: 'Microsoft.Network/networkSecurityGroups',
  versions: networkVersions,
  tracked: true,
  check: checkNetwork('NetworkSecurityGroup'),
  checkPatch: checkNetwork('TagsObject'),
  judge({ body, id }) {
    const rules = readObjects(body, 'properties.securityRules');
    for (const rule of rules) judgeRule(rule, id.id);
    const places = rules.map(
      (rule) => `${readText(rule, 'properties.direction')}/${readNumber(rule, 'properties.priority')}`,
    );
    const twice = places.find((place, index) => places.indexOf(place) < index);
    if (twice !== undefined)
      throw refuse(
        'SecurityRuleConflict',
        `Security rules of ${id.id} conflict with each other. Rules cannot have the same Priority and Direction: ${twice}.`,
      );
  },
  mayDelete: refuseUsed,
};

function judgeRule(rule: JsonObject, owner: string): void {
  const name = readText(rule, 'name') ?? '';
  const missing = ['protocol', 'access', 'direction', 'priority'].find(
    (member) => readAt(rule, `properties.${member}`) === undefined,
  );
  if (missing !== undefined)
    throw refuse(
      'SecurityRuleParameterMissing',
      `Required security rule parameter ${missing} of ${owner}/securityRules/${name} is missing.`,
    );
  const priority = readNumber(rule, 'properties.priority') ?? 0;
  if (priority < priorities.least || priority > priorities.most)
    throw refuse(
      'SecurityRuleInvalidPriority',
      `Security rule has invalid Priority. Value provided: ${priority} Allowed range ${priorities.least}-${priorities.most}.`,
    );
  for (const end of ['source', 'destination']) {
    const plural = readAt(rule, `properties.${end}AddressPrefixes`);
    const one =
      readText(rule, `properties.${end}AddressPrefix`) ?? (Array.isArray(plural) ? plural[0] : undefined);
    if (one === undefined)
      throw refuse(
        'SecurityRuleParameterMissing',
        `Required security rule parameter ${end}AddressPrefix of ${owner}/securityRules/${name} is missing.`,
      );
  }
}

function refuseUsed(group: Resource, { resources }: Cloud): void {
  const users = [
    ...resources.ofType('Microsoft.Network/networkInterfaces'),
    ...resources.ofType('Microsoft.Network/virtualNetworks/subnets'),
  ].filter(({ properties }) => refersTo(properties, 'networkSecurityGroup', group));
  if (users.length === 0) return;
  throw refuse(
    'InUseNetworkSecurityGroupCannotBeDeleted',
    `Network security group ${group.id} cannot be deleted because it is in use by the following resources: ${users.map(({ id }) => id).join(', ')}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
  );
}
