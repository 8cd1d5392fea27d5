import { createCipheriv } from 'node:crypto';

/** Bytes of a DES key: longer passwords are cut, shorter ones filled with zeros. Source: RFC 6143, 7.2.2. */
const KEY_BYTES = 8;

/** What shows a server that the password is known: its challenge under the password, by DES. */
export function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  Buffer.from(password, 'latin1').copy(key);
  const mirrored = Buffer.from(key.map(mirrorBits));
  // OpenSSL 3 keeps DES away with its old algorithms, but has triple DES: with one key twice it is the same.
  const cipher = createCipheriv('des-ede-ecb', Buffer.concat([mirrored, mirrored]), null);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

/** VNC takes the bits of each byte of the key from the other end. */
function mirrorBits(byte: number): number {
  let mirrored = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) mirrored |= 0x80 >> bit;
  return mirrored;
}
