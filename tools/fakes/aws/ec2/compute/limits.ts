/** How much of everything a region has. Tests change what they need otherwise. */
export interface Limits {
  /** Availability zones by name. */
  readonly zones: readonly string[];
  /** Virtual processors of all instances together that are bought on demand. */
  onDemandVcpus: number;
  /** The same of spot instances. */
  spotVcpus: number;
  /** Volumes in the region. */
  volumes: number;
  /** Security groups in a VPC. */
  securityGroups: number;
  /** Of which there is none just now: `t3.micro` everywhere, or `t3.micro/eu-west-1a`. */
  readonly exhausted: Set<string>;
  /** The same of spot capacity. */
  readonly exhaustedSpot: Set<string>;
  /** Where a type is not offered: `t3.micro/eu-west-1c`. */
  readonly notOffered: Set<string>;
}

const ZONE_LETTERS = ['a', 'b', 'c'];

/** As a new account has them. Source: Amazon's documentation, "Amazon EC2 service quotas". */
export function createLimits(region: string): Limits {
  return {
    zones: ZONE_LETTERS.map((letter) => region + letter),
    onDemandVcpus: 32,
    spotVcpus: 32,
    volumes: 5_000,
    securityGroups: 2_500,
    exhausted: new Set(),
    exhaustedSpot: new Set(),
    notOffered: new Set(),
  };
}
