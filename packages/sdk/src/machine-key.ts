import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from './secret';
import { createSshKey, type SshKey } from './ssh-key';

/** Bits of a key of RSA, as key pairs of clouds have them. */
export const USUAL_BITS = 2_048;

/** Makes a key pair of the kind that a template asks for. */
export async function createKey(type: 'rsa' | 'ed25519', comment: string, bits: number): Promise<SshKey> {
  if (type === 'ed25519') return createSshKey(comment);
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return { privateKey: new Secret(privateKey), publicKey: `${writeRsa(privateKey)} ${comment}` };
}

/** The public key of a private one of RSA in PEM, as it stands in `authorized_keys`. Source: RFC 4253, section 6.6. */
export function writeRsa(privateKey: string): string {
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const parts = [Buffer.from('ssh-rsa'), toInteger(e), toInteger(n)];
  return `ssh-rsa ${Buffer.concat(parts.map(withLength)).toString('base64')}`;
}

/** A positive number: one that begins with a set bit gets a byte before it. */
function toInteger(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0;
  return isHigh ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
