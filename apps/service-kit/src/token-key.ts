import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A key that tokens are checked with, and the one algorithm it is for. */
export interface TokenKey {
  readonly algorithm: 'HS256' | 'RS256';
  readonly key: KeyObject | Buffer;
}

/** RFC 7518, 3.2: an HS256 key is at least as long as the hash. */
const SMALLEST_SECRET = 32;

/** Reads a key file: a PEM public key is for RS256, anything else is a shared secret for HS256. */
export async function readTokenKey(path: string): Promise<TokenKey> {
  return parseTokenKey(await readFile(path), path);
}

/**
 * The key decides the algorithm, never the token: a token that names another is refused, so a public key can not be
 * passed off as a shared secret.
 */
export function parseTokenKey(content: Buffer, name: string): TokenKey {
  if (content.includes('PRIVATE KEY')) throw new Error(`${name} holds a private key; give the public one`);
  if (content.includes('-----BEGIN')) return { algorithm: 'RS256', key: createPublicKey(content) };
  const secret = Buffer.from(content.toString('latin1').trim(), 'latin1');
  if (secret.length < SMALLEST_SECRET) {
    throw new Error(`${name} holds ${secret.length} bytes; an HS256 key needs ${SMALLEST_SECRET}`);
  }
  return { algorithm: 'HS256', key: secret };
}
