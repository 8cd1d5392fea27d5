import { constants, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { defineText } from '../define';
import { bytesOfBase64 } from '../encoding/base64';
import { failArgument } from '../failure';
import { utf8Of } from '../files/read';

export const rsadecrypt = defineText(
  'The text that was encrypted for an RSA key by PKCS #1 v1.5 and is given in Base64.',
  ['ciphertext', 'privatekey'],
  (ciphertext, privatekey) => {
    const bytes =
      bytesOfBase64(ciphertext) ??
      failArgument(0, 'failed to decode input: cipher text must be base64-encoded');
    const message =
      decrypted(bytes, keyOf(privatekey)) ??
      failArgument(0, 'decryption error: it was not encrypted for this key');
    return utf8Of(message) ?? failArgument(0, 'what was encrypted is no text in UTF-8');
  },
);

/** What goes wrong in reading a key is not told in the library's words: they could hold a part of it. */
function keyOf(text: string): KeyObject {
  if (!text.includes('-----BEGIN ')) return failArgument(1, 'failed to parse key: no key found');
  if (/^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED/m.test(text)) {
    return failArgument(
      1,
      'failed to parse key: password protected keys are not supported. Please decrypt the key prior to use',
    );
  }
  const key = tried(() => createPrivateKey(text.trim()));
  if (key?.asymmetricKeyType !== 'rsa')
    return failArgument(1, 'failed to parse key: it is no RSA private key in PEM form');
  return key;
}

/**
 * The padding is taken off here: Node refuses to, or hands out random bytes for wrong ones, as a server must. Here the
 * cipher text and the key are of one person.
 */
function decrypted(bytes: Buffer, key: KeyObject): Buffer | undefined {
  const padded = tried(() => privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes));
  if (padded === undefined || padded[0] !== 0 || padded[1] !== 2) return undefined;
  const end = padded.indexOf(0, paddingStart);
  return end < paddingStart + leastPadding ? undefined : padded.subarray(end + 1);
}

/** RFC 8017, section 7.2: 0, 2, eight or more bytes that are not 0, 0, the message. */
const paddingStart = 2;
const leastPadding = 8;

function tried<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
