import { isIPv4, isIPv6 } from 'node:net';
import type { IpPermission } from '@aws-sdk/client-ec2';
import { refuse, refuseMissing } from '../../refusal';

/** Who may speak to a group's machines, or whom they may speak to. */
export type Peer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'cidr6'; readonly cidr: string }
  | { readonly kind: 'group'; readonly groupId: string; readonly account: string }
  | { readonly kind: 'prefixes'; readonly listId: string };

/** One thing that a group lets through. */
export interface SecurityRule {
  /** `sgr-…`. */
  readonly id: string;
  readonly isEgress: boolean;
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all. */
  readonly protocol: string;
  /** -1 for all. */
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
  readonly description?: string | undefined;
}

/** A rule as it was asked for, without what the group gives it. */
export type WantedRule = Omit<SecurityRule, 'id' | 'isEgress'>;

const HIGHEST_PORT = 65_535;
const ALL = '-1';
const PORTED = ['tcp', 'udp'];
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };
/** Bits of an address. */
const PREFIX_BITS = { cidr: 32, cidr6: 128 } as const;

/** One rule for each peer of each permission. Refuses what cannot be. @param account of the caller */
export function readPermissions(
  permissions: readonly IpPermission[],
  account: string,
): readonly WantedRule[] {
  if (permissions.length === 0) throw refuseMissing('ipPermissions');
  return permissions.flatMap((permission) => readPermission(permission, account));
}

function readPermission(permission: IpPermission, account: string): readonly WantedRule[] {
  const range = readRange(permission);
  const peers = readPeers(permission, account);
  if (peers.length === 0)
    throw refuse(
      'InvalidParameterValue',
      'Invalid value for portRange. Must specify at least one of: ipRanges, ipv6Ranges, prefixListIds, groups.',
    );
  return peers.map(({ peer, description }) => ({ ...range, peer, description }));
}

function readRange({ IpProtocol: given, FromPort, ToPort }: IpPermission) {
  if (given === undefined) throw refuseMissing('ipProtocol');
  const protocol = PROTOCOLS[given] ?? given.toLowerCase();
  if (!/^(?:-1|tcp|udp|icmp|icmpv6|\d{1,3})$/u.test(protocol))
    throw refuse(
      'InvalidPermission.Malformed',
      `Unsupported IP protocol "${given}" - supported: [icmp, tcp, udp]`,
    );
  if (protocol === ALL) return { protocol, from: -1, to: -1 };
  if (!PORTED.includes(protocol)) return { protocol, from: FromPort ?? -1, to: ToPort ?? -1 };
  if (FromPort === undefined || ToPort === undefined)
    throw refuse(
      'InvalidParameterValue',
      `Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
    );
  for (const port of [FromPort, ToPort])
    if (port < 0 || port > HIGHEST_PORT)
      throw refuse(
        'InvalidParameterValue',
        `Invalid value '${port}' for portRange. Must be between 0 and 65535.`,
      );
  if (FromPort > ToPort)
    throw refuse('InvalidPermission.Malformed', `Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
  return { protocol, from: FromPort, to: ToPort };
}

interface Described {
  readonly peer: Peer;
  readonly description: string | undefined;
}

function readPeers(
  { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }: IpPermission,
  account: string,
): readonly Described[] {
  return [
    ...IpRanges.map(({ CidrIp, Description }) => readCidr('cidr', CidrIp, Description)),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => readCidr('cidr6', CidrIpv6, Description)),
    ...UserIdGroupPairs.map(({ GroupId, UserId, Description }) => {
      if (GroupId === undefined) throw refuseMissing('GroupId');
      const peer: Peer = { kind: 'group', groupId: GroupId, account: UserId ?? account };
      return { peer, description: Description };
    }),
    ...PrefixListIds.map(({ PrefixListId, Description }) => {
      if (PrefixListId === undefined) throw refuseMissing('PrefixListId');
      const peer: Peer = { kind: 'prefixes', listId: PrefixListId };
      return { peer, description: Description };
    }),
  ];
}

function readCidr(
  kind: 'cidr' | 'cidr6',
  given: string | undefined,
  description: string | undefined,
): Described {
  if (given === undefined) throw refuseMissing(kind === 'cidr' ? 'CidrIp' : 'CidrIpv6');
  const [address = '', prefix = ''] = given.split('/');
  const isAddress = kind === 'cidr' ? isIPv4(address) : isIPv6(address);
  if (!isAddress || !/^\d{1,3}$/u.test(prefix) || Number(prefix) > PREFIX_BITS[kind])
    throw refuse('InvalidParameterValue', `CIDR block ${given} is malformed`);
  return {
    peer: { kind, cidr: kind === 'cidr' ? maskAddress(address, Number(prefix)) : given },
    description,
  };
}

const BYTE = 256;

/** AWS keeps the network of an address: 10.1.2.3/8 becomes 10.0.0.0/8. */
function maskAddress(address: string, prefix: number): string {
  const number = address.split('.').reduce((sum, part) => sum * BYTE + Number(part), 0);
  const size = 2 ** (PREFIX_BITS.cidr - prefix);
  const network = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % BYTE).join('.')}/${prefix}`;
}

/** Whether two rules let the same through, whatever they say about it. */
export function isSameRule(left: WantedRule, right: WantedRule): boolean {
  return (
    left.protocol === right.protocol &&
    left.from === right.from &&
    left.to === right.to &&
    JSON.stringify(left.peer) === JSON.stringify(right.peer)
  );
}

/** Rules as answers have them: together by protocol and ports. */
export function showRules(rules: readonly SecurityRule[]): IpPermission[] {
  const groups = new Map<string, SecurityRule[]>();
  for (const rule of rules) {
    const key = `${rule.protocol} ${rule.from} ${rule.to}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()].map(showTogether);
}

function showTogether(rules: readonly SecurityRule[]): IpPermission {
  const [{ protocol, from, to } = { protocol: ALL, from: -1, to: -1 }] = rules;
  const describe = ({ description }: SecurityRule) =>
    description === undefined ? {} : { Description: description };
  return {
    IpProtocol: protocol,
    ...(protocol !== ALL && { FromPort: from, ToPort: to }),
    IpRanges: rules.flatMap((rule) =>
      rule.peer.kind === 'cidr' ? [{ CidrIp: rule.peer.cidr, ...describe(rule) }] : [],
    ),
    Ipv6Ranges: rules.flatMap((rule) =>
      rule.peer.kind === 'cidr6' ? [{ CidrIpv6: rule.peer.cidr, ...describe(rule) }] : [],
    ),
    UserIdGroupPairs: rules.flatMap((rule) =>
      rule.peer.kind === 'group'
        ? [{ GroupId: rule.peer.groupId, UserId: rule.peer.account, ...describe(rule) }]
        : [],
    ),
    PrefixListIds: rules.flatMap((rule) =>
      rule.peer.kind === 'prefixes' ? [{ PrefixListId: rule.peer.listId, ...describe(rule) }] : [],
    ),
  };
}

/** Whether rules let somebody in at a TCP port, from wherever. */
export function letsIn(rules: readonly SecurityRule[], port: number): boolean {
  return rules.some(
    ({ isEgress, protocol, from, to }) =>
      !isEgress && (protocol === ALL || (protocol === 'tcp' && from <= port && port <= to)),
  );
}

/** How AWS names a rule when it refuses one. */
export function nameRule({ protocol, from, to, peer }: WantedRule): string {
  if (protocol === ALL) return `peer: ${namePeer(peer)}, ALL, ALLOW`;
  return `peer: ${namePeer(peer)}, ${protocol.toUpperCase()}, from port: ${from}, to port: ${to}, ALLOW`;
}

function namePeer(peer: Peer): string {
  if (peer.kind === 'group') return peer.groupId;
  return peer.kind === 'prefixes' ? peer.listId : peer.cidr;
}
