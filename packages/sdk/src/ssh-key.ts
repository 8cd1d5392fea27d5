import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { Secret } from './secret';

/** A key pair that opens machines of ours, and is given to nobody. */
export interface SshKey {
  /** In OpenSSH's form. */
  readonly privateKey: Secret;
  /** As it stands in `authorized_keys`. */
  readonly publicKey: string;
}

const SEED_BYTES = 32;
/** What comes before the seed of an ed25519 key in PKCS#8. Source: RFC 8410, section 7. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const TYPE = 'ssh-ed25519';

/**
 * Makes an ed25519 key pair.
 *
 * @param seed 64 hexadecimal digits that decide it; drawn by default
 */
export function createSshKey(comment: string, seed?: string): SshKey {
  const secret = seed === undefined ? randomBytes(SEED_BYTES) : Buffer.from(seed, 'hex');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const point = Buffer.from(x, 'base64url');
  const blob = Buffer.concat([pack(TYPE), pack(point)]);
  return {
    publicKey: `${TYPE} ${blob.toString('base64')} ${comment}`,
    privateKey: new Secret(encodePrivate({ secret, point, blob, comment })),
  };
}

interface Parts {
  readonly secret: Buffer;
  readonly point: Buffer;
  readonly blob: Buffer;
  readonly comment: string;
}

const BLOCK = 8;
const LINE = 70;

/** OpenSSH's own form, unencrypted. Source: OpenSSH, PROTOCOL.key. */
function encodePrivate({ secret, point, blob, comment }: Parts): string {
  const check = secret.subarray(0, 4);
  const content = [check, check, blob, pack(Buffer.concat([secret, point])), pack(comment)];
  const open = Buffer.concat(content);
  const padding = Buffer.from(
    Array.from({ length: (BLOCK - (open.length % BLOCK)) % BLOCK }, (_, i) => i + 1),
  );
  const one = Buffer.from([0, 0, 0, 1]);
  const all = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[pack('none'), pack('none'), pack(''), one],
    pack(blob),
    pack(Buffer.concat([open, padding])),
  ]);
  const lines = all.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'gu')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

/** A string with its length before it. Source: RFC 4251, section 5. */
function pack(content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
