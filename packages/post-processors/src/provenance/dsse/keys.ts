import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';

/** The digest that each curve of ECDSA is used with; ed25519 has its own inside. Source: FIPS 186-5, SP 800-57. */
const digests: Readonly<Record<string, string>> = {
  prime256v1: 'sha256',
  secp384r1: 'sha384',
  secp521r1: 'sha512',
};

/** A key and how it signs. */
export interface SigningKey {
  readonly key: KeyObject;
  /** Null for keys that have a digest of their own. */
  readonly digest: string | null;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex. */
  readonly id: string;
}

/**
 * Reads a private key, ed25519 or ECDSA, in PEM.
 *
 * @param from where it comes from, for people
 * @throws Failure PPR062 for what is no such key, or a passphrase that does not fit
 */
export function readPrivateKey(pem: string, from: string, passphrase?: string): SigningKey {
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
    return describeKey(key, createPublicKey(key));
  } catch (error) {
    throw refuse(error, pem, { from, kind: 'private' });
  }
}

/** Reads a public key, ed25519 or ECDSA, in PEM. @throws Failure PPR062 */
export function readPublicKey(pem: string, from: string): SigningKey {
  try {
    // A private key would do, but has no business where a public one is asked for.
    if (/PRIVATE KEY/.test(pem)) throw new TypeError('it is a private key');
    const key = createPublicKey(pem);
    return describeKey(key, key);
  } catch (error) {
    throw refuse(error, pem, { from, kind: 'public' });
  }
}

function describeKey(key: KeyObject, publicKey: KeyObject): SigningKey {
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  if (key.asymmetricKeyType === 'ed25519') return { key, digest: null, id };
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const digest = digests[curve];
  if (key.asymmetricKeyType === 'ec' && digest !== undefined) return { key, digest, id };
  throw new TypeError(`it is of the kind ${[key.asymmetricKeyType, curve].filter(Boolean).join(' ')}`);
}

/** OpenSSL's words for a passphrase that is missing or does not fit are no help to anybody. */
function refuse(
  error: unknown,
  pem: string,
  { from, kind }: { readonly from: string; readonly kind: string },
): Failure {
  const isLocked = /ENCRYPTED/.test(pem);
  const reason = isLocked
    ? 'it is encrypted, and the passphrase is missing or does not fit'
    : (error as Error).message;
  return new Failure(
    problem('PPR062', {
      detail: `${from} holds no ${kind} key that can be used: ${reason}.`,
      hint: isLocked
        ? 'Name the environment variable with the passphrase.'
        : 'ed25519 and ECDSA (P-256, P-384, P-521) in PEM: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem',
    }),
  );
}
