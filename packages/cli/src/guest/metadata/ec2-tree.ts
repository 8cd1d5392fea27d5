import { createHash } from 'node:crypto';

/** Of the machine that a guest takes itself for. */
export interface Ec2Facts {
  readonly host: string;
  readonly publicKey: string;
  readonly userData: string;
  /** Address that the guest is given. */
  readonly address: string;
  /** Of its network card: six pairs of digits with colons. */
  readonly mac: string;
  /** The network it is in: `169.254.0.0/16`. */
  readonly network: string;
}

const REGION = 'us-east-1';
const ZONE = 'us-east-1a';
const TYPE = 't3.small';
/** Amazon's documentation uses it for nobody's account. */
const ACCOUNT = '123456789012';

export function getInstanceId({ host }: Pick<Ec2Facts, 'host'>): string {
  return makeId('i', host);
}

/** Everything that can be read, by path below the version. Source: Amazon's documentation, "Instance metadata categories". */
export function makeEc2Tree(facts: Ec2Facts): Readonly<Record<string, string>> {
  const { address, host, mac } = facts;
  const card = `meta-data/network/interfaces/macs/${mac}`;
  return {
    'meta-data/ami-id': makeId('ami', host),
    'meta-data/ami-launch-index': '0',
    'meta-data/hostname': host,
    'meta-data/instance-id': getInstanceId(facts),
    'meta-data/instance-life-cycle': 'on-demand',
    'meta-data/instance-type': TYPE,
    'meta-data/local-hostname': host,
    'meta-data/local-ipv4': address,
    'meta-data/mac': mac,
    [`${card}/device-number`]: '0',
    [`${card}/interface-id`]: makeId('eni', host),
    [`${card}/local-ipv4s`]: address,
    [`${card}/mac`]: mac,
    [`${card}/subnet-id`]: makeId('subnet', host),
    [`${card}/subnet-ipv4-cidr-block`]: facts.network,
    [`${card}/vpc-id`]: makeId('vpc', host),
    'meta-data/placement/availability-zone': ZONE,
    'meta-data/placement/region': REGION,
    'meta-data/public-keys/0/openssh-key': facts.publicKey,
    'meta-data/services/domain': 'amazonaws.com',
    'meta-data/services/partition': 'aws',
    'dynamic/instance-identity/document': makeDocument(facts),
    'user-data': facts.userData,
  };
}

/** Unsigned: no guest of ours can prove to others that it runs at Amazon's. */
function makeDocument(facts: Ec2Facts): string {
  return JSON.stringify({
    accountId: ACCOUNT,
    architecture: 'x86_64',
    availabilityZone: ZONE,
    imageId: makeId('ami', facts.host),
    instanceId: getInstanceId(facts),
    instanceType: TYPE,
    privateIp: facts.address,
    region: REGION,
    version: '2017-09-30',
  });
}

/** Digits behind the kind, in what EC2 calls long ids. */
const ID_LENGTH = 17;

function makeId(kind: string, text: string): string {
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, ID_LENGTH)}`;
}
