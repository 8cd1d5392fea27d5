import { type ParsedKey, utils } from 'ssh2';

/** Packer's names for the kinds of keys that are made for one run. */
export const keyTypes = ['ECDSA', 'RSA'] as const;
export type KeyType = (typeof keyTypes)[number];

/** A key pair for one run. */
export interface KeyPair {
  /** In OpenSSH's form, with the line end that its programs ask for. */
  readonly private: string;
  readonly public: ParsedKey;
}

/** As Packer makes them. */
const SIZES = { ECDSA: 384, RSA: 2048 } as const;

export function makeKeyPair(type: KeyType): KeyPair {
  const pair =
    type === 'RSA'
      ? utils.generateKeyPairSync('rsa', { bits: SIZES.RSA })
      : utils.generateKeyPairSync('ecdsa', { bits: SIZES.ECDSA });
  const key = readPublicKey(pair.public);
  if (!key) throw new Error('A key was made that cannot be read.');
  return { private: `${pair.private.trimEnd()}\n`, public: key };
}

/** A line of `authorized_keys` or of a file that ends in `.pub`; undefined when it is none. */
export function readPublicKey(text: string): ParsedKey | undefined {
  const line = text.split('\n').find((one) => one.trim() !== '' && !one.startsWith('#'));
  const parsed = utils.parseKey(line ?? '');
  if (parsed instanceof Error) return undefined;
  return [parsed].flat()[0];
}
