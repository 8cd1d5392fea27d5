import type { GuestIdentity } from './clouds/cloud';

/** The user that a guest lets in, by a key alone. It may become root without a password. */
export const GUEST_USER = 'strata';

/** Name of a medium that cloud-init looks into. Source: cloud-init's documentation, "NoCloud". */
export const SEED_LABEL = 'cidata';

/** Files of a medium from which cloud-init makes the user, by name. */
export function makeSeed({ host, publicKey }: GuestIdentity): Readonly<Record<string, string>> {
  return {
    'meta-data': `${JSON.stringify({ 'instance-id': 'strata-guest', 'local-hostname': host })}\n`,
    'user-data': makeUserData(publicKey),
  };
}

/** What makes the user, wherever cloud-init reads it. */
export function makeUserData(publicKey: string): string {
  const user = {
    name: GUEST_USER,
    groups: ['sudo'],
    sudo: 'ALL=(ALL) NOPASSWD:ALL',
    shell: '/bin/sh',
    lock_passwd: true,
    ssh_authorized_keys: [publicKey],
  };
  // JSON is YAML.
  return `#cloud-config\n${JSON.stringify({ users: [user] })}\n`;
}

/** Longest label of a host name (RFC 1035, 2.3.4). */
const LONGEST_LABEL = 63;

/** A host name from the name of a project. */
export function getHostName(name: string): string {
  const label = name.toLowerCase().replace(/[^a-z\d]+/gu, '-');
  return label.slice(0, LONGEST_LABEL).replace(/^-+|-+$/gu, '') || 'guest';
}
