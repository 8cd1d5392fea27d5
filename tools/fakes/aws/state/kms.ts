import { randomUUID } from 'node:crypto';

/** A key of KMS, as far as disks are encrypted with it. */
export interface KmsKey {
  readonly arn: string;
  /** `alias/NAME`. */
  readonly alias?: string;
}

/** The keys of one region. */
export interface KmsKeys {
  /** Makes one, and returns its ARN. */
  add(account: string, alias?: string): KmsKey;
  /** The key that AWS keeps for an account's disks; nothing encrypted with it can be shared. */
  getDefault(account: string): KmsKey;
  /** Finds a key by id, ARN, alias or ARN of an alias. */
  find(name: string, account: string): KmsKey | undefined;
}

const defaultAlias = 'alias/aws/ebs';

/** A region without keys but the one that AWS keeps. */
export function createKmsKeys(region: string): KmsKeys {
  const keys: KmsKey[] = [];
  const defaults = new Map<string, KmsKey>();
  const make = (account: string, alias?: string): KmsKey => ({
    arn: `arn:aws:kms:${region}:${account}:key/${randomUUID()}`,
    ...(alias !== undefined && { alias }),
  });
  const getDefault = (account: string): KmsKey => {
    const key = defaults.get(account) ?? make(account, defaultAlias);
    defaults.set(account, key);
    return key;
  };
  return {
    add(account, alias) {
      const key = make(account, alias);
      keys.push(key);
      return key;
    },
    getDefault,
    find: (name, account) => [getDefault(account), ...keys].find((key) => isCalled(key, name)),
  };
}

function isCalled({ arn, alias }: KmsKey, name: string): boolean {
  if (name === arn || arn.endsWith(`:key/${name}`)) return true;
  return alias !== undefined && (name === alias || name.endsWith(`:${alias}`));
}
