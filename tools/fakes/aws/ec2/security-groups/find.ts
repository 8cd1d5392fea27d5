import type { Call } from '../../action';
import { refuse } from '../../refusal';
import type { SecurityGroupRecord } from '../compute/records';
import { findDefaultVpc } from '../network/default-network';

/** Groups have ids, and names in their VPC. */
export type GroupChoice = { readonly id: string } | { readonly name: string };

/** @throws Refusal when there is no such group; a name is looked for in the default VPC alone */
export function getGroup(call: Call<object>, choice: GroupChoice): SecurityGroupRecord {
  const vpc = findDefaultVpc(call);
  const { securityGroups } = call.region.compute;
  if ('id' in choice) return securityGroups.get(choice.id);
  const found = securityGroups.list().find((group) => group.name === choice.name && group.vpcId === vpc?.id);
  if (!found)
    throw refuse(
      'InvalidGroup.NotFound',
      `The security group '${choice.name}' does not exist in default VPC '${vpc?.id ?? ''}'`,
    );
  return found;
}
