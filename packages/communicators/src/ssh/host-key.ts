import { createHash } from 'node:crypto';
import type { HostKey } from './settings';

const form = /^(?:\S+\s+)?(ssh-\S+|ecdsa-\S+|sk-\S+)\s+([A-Za-z0-9+/]+={0,2})(?:\s.*)?$/;

/** `ssh-ed25519 AAAA…`, a host before it or a comment after it; undefined for anything else. */
export function parseHostKey(text: string): HostKey | undefined {
  const [, type, data] = form.exec(text.trim()) ?? [];
  return type && data ? { type, data } : undefined;
}

/** The key that a server shows, from the bytes that it sends. */
export function readHostKey(bytes: Buffer): HostKey {
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  return { type: bytes.toString('latin1', 4, 4 + length), data: bytes.toString('base64') };
}

/** As OpenSSH writes it: `SHA256:` and the hash of the key's bytes. */
export function getFingerprint(data: Buffer): string {
  return `SHA256:${createHash('sha256').update(data).digest('base64').replace(/=+$/, '')}`;
}

export function describeHostKey({ type, data }: HostKey): string {
  return `${getFingerprint(Buffer.from(data, 'base64'))} (${type})`;
}

/** What is offered when nothing is known; modern kinds first. ssh2's own order. */
const kinds = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const;

export type HostKeyKind = (typeof kinds)[number];

/**
 * Kinds of host keys to ask for. A server has several keys and shows one of the kind that is asked for first: asking for
 * another kind than is known would look like a stranger.
 */
export function getHostKeyKinds(known: readonly HostKey[]): HostKeyKind[] {
  const isKnown = (kind: HostKeyKind) =>
    known.some(({ type }) => type === kind || (type === 'ssh-rsa' && kind.startsWith('rsa-')));
  return [...kinds.filter(isKnown), ...kinds.filter((kind) => !isKnown(kind))];
}
