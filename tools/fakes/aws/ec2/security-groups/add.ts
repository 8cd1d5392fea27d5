import { createId } from '../../state/ids';
import type { SecurityGroupRecord } from '../compute/records';
import type { NetworkPlace } from '../network/default-network';
import type { SecurityRule } from './rules';

const EVERYWHERE = '0.0.0.0/0';

/** Makes a group that lets everything out; one that is called `default` also lets its own machines in. */
export function addSecurityGroup(
  { account, cloud, region }: NetworkPlace,
  group: Pick<SecurityGroupRecord, 'name' | 'description' | 'vpcId'> & Partial<SecurityGroupRecord>,
): SecurityGroupRecord {
  const id = createId('sg');
  const all = { protocol: '-1', from: -1, to: -1 };
  const out: SecurityRule = {
    ...{ ...all, id: createId('sgr'), isEgress: true },
    peer: { kind: 'cidr', cidr: EVERYWHERE },
  };
  const among: SecurityRule = {
    ...{ ...all, id: createId('sgr'), isEgress: false },
    peer: { kind: 'group', groupId: id, account },
  };
  return region.compute.securityGroups.add({
    id,
    owner: account,
    created: cloud.clock.now(),
    appears: cloud.startAppearing(),
    tags: new Map(),
    rules: group.name === 'default' ? [out, among] : [out],
    ...group,
  });
}
