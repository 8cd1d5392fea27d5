import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';

/** Who asks. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** A key that requests are signed with. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only of keys that run out. */
  readonly sessionToken?: string;
  readonly expires?: Date;
  readonly caller: Caller;
}

/** A role that may be assumed. */
export interface Role {
  readonly id: string;
  /** What whoever assumes it has to say. */
  readonly externalId: string | undefined;
}

export interface Accounts {
  /** A key for good, of the user `builder` of an account. */
  addUser(account: string, user?: string): AccessKey;
  /** A key for a time, as AssumeRole gives. */
  addSession(caller: Caller, expires: Date): AccessKey;
  /** Lets everybody here assume a role, who says its external id when it has one. */
  addRole(arn: string, externalId?: string): void;
  findRole(arn: string): Role | undefined;
  findKey(accessKeyId: string): AccessKey | undefined;
  hasExpired(key: AccessKey): boolean;
}

const idBytes = 8;
const secretBytes = 30;
const tokenBytes = 60;

/** Accounts that nobody knows yet. */
export function createAccounts(clock: Clock): Accounts {
  const keys = new Map<string, AccessKey>();
  const roles = new Map<string, Role>();
  const add = (key: AccessKey): AccessKey => {
    keys.set(key.accessKeyId, key);
    return key;
  };
  return {
    addUser(account, user = 'builder') {
      const arn = `arn:aws:iam::${account}:user/${user}`;
      return add({ ...createSecret('AKIA'), caller: { account, arn, userId: createName('AIDA') } });
    },
    addSession(caller, expires) {
      const sessionToken = randomBytes(tokenBytes).toString('base64');
      return add({ ...createSecret('ASIA'), sessionToken, expires, caller });
    },
    addRole(arn, externalId) {
      roles.set(arn, { id: createName('AROA'), externalId });
    },
    findRole: (arn) => roles.get(arn),
    findKey: (accessKeyId) => keys.get(accessKeyId),
    hasExpired: ({ expires }) => expires !== undefined && expires.getTime() <= clock.now().getTime(),
  };
}

function createSecret(prefix: string): Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'> {
  return { accessKeyId: createName(prefix), secretAccessKey: randomBytes(secretBytes).toString('base64') };
}

function createName(prefix: string): string {
  return prefix + randomBytes(idBytes).toString('hex').toUpperCase();
}
