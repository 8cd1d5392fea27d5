import { createPublicKey } from 'node:crypto';
import { writeRsa } from './machine-key';

const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/u;
const MAGIC = 'openssh-key-v1\0';
/** Before the public key stand the cipher, how its key is made, the parameters of that, and the number of keys. */
const TEXTS_BEFORE = 3;
const COUNT_BYTES = 4;
const LENGTH_BYTES = 4;

/**
 * The public key of a private one, as it stands in `authorized_keys`: OpenSSH's own form, in which the public key stands in
 * the open, and RSA in PEM. Undefined for every other text. Source: OpenSSH, PROTOCOL.key.
 */
export function readPublicKey(privateKey: string): string | undefined {
  const [, body] = OPENSSH.exec(privateKey) ?? [];
  if (body !== undefined) return readOpenSsh(Buffer.from(body, 'base64'));
  try {
    return createPublicKey(privateKey).asymmetricKeyType === 'rsa' ? writeRsa(privateKey) : undefined;
  } catch {
    return undefined;
  }
}

function readOpenSsh(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return undefined;
  let at = MAGIC.length;
  for (let text = 0; text < TEXTS_BEFORE; text += 1)
    at += LENGTH_BYTES + (readText(bytes, at)?.length ?? bytes.length);
  const blob = readText(bytes, at + COUNT_BYTES);
  const type = blob && readText(blob, 0);
  return type && type.length > 0 ? `${type.toString('latin1')} ${blob.toString('base64')}` : undefined;
}

/** A string with its length before it, unless the bytes end in the midst of it. Source: RFC 4251, section 5. */
function readText(bytes: Buffer, at: number): Buffer | undefined {
  const from = at + LENGTH_BYTES;
  if (from > bytes.length) return undefined;
  const end = from + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : bytes.subarray(from, end);
}
