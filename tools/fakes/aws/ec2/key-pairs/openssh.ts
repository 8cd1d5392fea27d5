import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createSshKey } from '../../../../../packages/sdk/src/ssh-key';

export type KeyType = 'rsa' | 'ed25519';

/** A key pair as it is given to whoever asked for one. */
export interface NewKey {
  readonly openSsh: string;
  /** PKCS#1 for RSA, OpenSSH's own form for the other. */
  readonly material: string;
  readonly fingerprint: string;
}

const RSA_BITS = 2_048;
/** Bytes before the length of the content, in OpenSSH's form. */
const LENGTH_BYTES = 4;

/** Makes a key pair as EC2 does: the private half is told once. */
export function createKey(keyType: KeyType, name: string): NewKey {
  return keyType === 'rsa' ? createRsaKey(name) : createEd25519Key(name);
}

/** The fingerprint of a private RSA key is the SHA-1 of its PKCS#8 form. Source: Amazon's documentation, "Verify the fingerprint". */
function createRsaKey(name: string): NewKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  const fingerprint = toColons(
    createHash('sha1').update(privateKey.export({ format: 'der', type: 'pkcs8' })),
  );
  return {
    openSsh: `ssh-rsa ${encodeRsa(publicKey).toString('base64')} ${name}`,
    material: privateKey.export({ format: 'pem', type: 'pkcs1' }).toString().trim(),
    fingerprint,
  };
}

function createEd25519Key(name: string): NewKey {
  const { publicKey, privateKey } = createSshKey(name);
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return { openSsh: publicKey, material: privateKey.reveal().trim(), fingerprint: hashEd25519(blob) };
}

/** A public key that somebody brings; undefined when it is none that EC2 takes. */
export function readPublicKey(
  text: string,
): { readonly keyType: KeyType; readonly fingerprint: string } | undefined {
  const [type, encoded = ''] = text.trim().split(/\s+/u);
  const blob = Buffer.from(encoded, 'base64');
  const fields = readFields(blob);
  if (type === undefined || fields[0]?.toString() !== type) return undefined;
  if (type === 'ssh-ed25519' && fields.length === 2)
    return { keyType: 'ed25519', fingerprint: hashEd25519(blob) };
  if (type !== 'ssh-rsa' || fields.length !== 3) return undefined;
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'RSA', e: toJwk(fields[1]), n: toJwk(fields[2]) },
  });
  const der = key.export({ format: 'der', type: 'spki' });
  return { keyType: 'rsa', fingerprint: toColons(createHash('md5').update(der)) };
}

/** The public half of an RSA key, as what passwords are encrypted with. */
export function readRsaKey(openSsh: string): KeyObject {
  const [, encoded = ''] = openSsh.split(' ');
  const [, exponent, modulus] = readFields(Buffer.from(encoded, 'base64'));
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'RSA', e: toJwk(exponent), n: toJwk(modulus) },
  });
}

/** Fields of OpenSSH's form, each behind its length; none when it is broken. Source: RFC 4253, section 6.6. */
function readFields(blob: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + LENGTH_BYTES > blob.length) return [];
    const end = at + LENGTH_BYTES + blob.readUInt32BE(at);
    if (end > blob.length) return [];
    fields.push(blob.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return fields;
}

function encodeRsa(key: KeyObject): Buffer {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const toNumber = (text: string) => Buffer.concat([Buffer.alloc(1), Buffer.from(text, 'base64url')]);
  // A number whose first bit is set would be negative without a zero before it: a modulus always is.
  return Buffer.concat([Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), toNumber(n)].map(pack));
}

function pack(field: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}

function toJwk(number: Buffer | undefined): string {
  const digits = number?.[0] === 0 ? number.subarray(1) : number;
  return (digits ?? Buffer.alloc(0)).toString('base64url');
}

function hashEd25519(blob: Buffer): string {
  return createHash('sha256').update(blob).digest('base64');
}

function toColons(hash: ReturnType<typeof createHash>): string {
  return hash.digest('hex').match(/../gu)?.join(':') ?? '';
}
