import type { Ec2Documents } from '../../../../../packages/cli/src/guest/metadata/ec2';
import type { GuestFacts } from '../guests';

/** What an instance is told about itself. Source: Amazon's documentation, "Instance metadata categories". */
export function makeDocuments(facts: GuestFacts, address: string): Ec2Documents {
  const { instanceId, key, tokens } = facts;
  return { instanceId, tokens, keyName: key?.name ?? '', tree: makeTree(facts, address) };
}

function makeTree(facts: GuestFacts, address: string): Readonly<Record<string, string>> {
  const { availabilityZone, imageId, instanceId, instanceType, key, mac, region, userData } = facts;
  const card = `meta-data/network/interfaces/macs/${mac}`;
  const host = `ip-${address.replaceAll('.', '-')}.ec2.internal`;
  return {
    'meta-data/ami-id': imageId,
    'meta-data/ami-launch-index': '0',
    'meta-data/hostname': host,
    'meta-data/instance-id': instanceId,
    'meta-data/instance-life-cycle': 'on-demand',
    'meta-data/instance-type': instanceType,
    'meta-data/local-hostname': host,
    'meta-data/local-ipv4': address,
    'meta-data/mac': mac,
    [`${card}/device-number`]: '0',
    [`${card}/interface-id`]: facts.networkInterfaceId,
    [`${card}/local-ipv4s`]: address,
    [`${card}/mac`]: mac,
    [`${card}/subnet-id`]: facts.subnetId,
    [`${card}/vpc-id`]: facts.vpcId,
    'meta-data/placement/availability-zone': availabilityZone,
    'meta-data/placement/region': region,
    'meta-data/security-groups': facts.securityGroups.join('\n'),
    'meta-data/services/domain': 'amazonaws.com',
    'meta-data/services/partition': 'aws',
    ...(key && { 'meta-data/public-keys/0/openssh-key': key.openSsh }),
    'dynamic/instance-identity/document': makeIdentity(facts, address),
    // Bytes, one for each character: user data need not be text.
    ...(userData && { 'user-data': userData.toString('latin1') }),
  };
}

/** Unsigned: no machine of ours can prove to others that it runs at Amazon's. */
function makeIdentity(facts: GuestFacts, address: string): string {
  const { accountId, architecture, availabilityZone, imageId, instanceId, instanceType, region } = facts;
  return JSON.stringify({
    ...{ accountId, architecture, availabilityZone, imageId, instanceId, instanceType, region },
    privateIp: address,
    version: '2017-09-30',
  });
}
