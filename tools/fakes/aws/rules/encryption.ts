import type { Call } from '../action';
import { refuse } from '../refusal';

export interface EncryptionRequest {
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** How a copy is kept. */
export interface Encryption {
  readonly encrypted: boolean;
  /** ARN. */
  readonly kmsKeyId?: string;
  /** Why it will fail in the end: EC2 asks KMS only after it has said yes. */
  readonly failure?: string;
}

/**
 * Encryption of what is copied. A copy of something encrypted is encrypted, wished or not, with the account's default
 * key when none is given.
 */
export function chooseEncryption(
  { region, account }: Call<object>,
  { Encrypted: wanted, KmsKeyId: name }: EncryptionRequest,
  source: { readonly encrypted: boolean },
): Encryption {
  if (name !== undefined && wanted !== true && !source.encrypted)
    throw refuse(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  if (wanted === false && source.encrypted)
    throw refuse('InvalidParameterValue', 'An encrypted snapshot cannot be copied to an unencrypted one.');
  if (wanted !== true && !source.encrypted) return { encrypted: false };
  const key = name === undefined ? region.kms.getDefault(account) : region.kms.find(name, account);
  if (!key) return { encrypted: true, failure: 'Given key ID is not accessible' };
  return { encrypted: true, kmsKeyId: key.arn };
}
