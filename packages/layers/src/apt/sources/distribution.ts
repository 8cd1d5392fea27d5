/** A family of archives that is arranged alike. */
export interface Distribution {
  readonly name: DistributionName;
  /** Endings of the suites that together are one release: the release, its updates, its security fixes. */
  readonly pockets: readonly string[];
  /** Suites that move all the time and have no pockets. */
  readonly rolling: readonly string[];
  /** Keyring as the distribution's own package installs it. */
  readonly keyring: string;
  /** Packages that bring the keyring: where it is at home, and on the other distribution. */
  readonly keyringPackages: Readonly<Record<DistributionName, string>>;
  /** Where security fixes are, given the address of the main archive; undefined when it cannot be told. */
  getSecurityUri(uri: string): string | undefined;
}

export type DistributionName = 'debian' | 'ubuntu';

const debian: Distribution = {
  name: 'debian',
  pockets: ['', '-updates', '-security'],
  rolling: ['sid', 'unstable', 'experimental'],
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  keyringPackages: { debian: 'debian-archive-keyring', ubuntu: 'debian-archive-keyring' },
  // Mirrors and the snapshot archive keep both beside each other: `…/debian` and `…/debian-security`.
  getSecurityUri: (uri) =>
    /\/debian(?=\/|$)/.test(uri) ? uri.replace(/\/debian(?=\/|$)/, '/debian-security') : undefined,
};

const ubuntu: Distribution = {
  name: 'ubuntu',
  pockets: ['', '-updates', '-security'],
  rolling: ['devel'],
  keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  keyringPackages: { debian: 'ubuntu-archive-keyring', ubuntu: 'ubuntu-keyring' },
  getSecurityUri: (uri) => uri,
};

/** Every distribution that can be bootstrapped. */
export const distributions: Readonly<Record<DistributionName, Distribution>> = { debian, ubuntu };

/** The suites that a release is made of. */
export function getSuites(distribution: Distribution, suite: string): readonly string[] {
  if (distribution.rolling.includes(suite)) return [suite];
  return distribution.pockets.map((pocket) => suite + pocket);
}
