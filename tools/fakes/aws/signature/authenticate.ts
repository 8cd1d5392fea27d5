import { timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../refusal';
import type { AccessKey, Accounts, Caller } from '../state/accounts';
import type { Received } from '../wire/protocol';
import type { Authorization } from './authorization';
import { computeSignature, isBodyTrue } from './sign';

/** How a service says that it does not know who asks. */
export interface StrangerRefusals {
  unknownKey(): Refusal;
  badSignature(): Refusal;
  expired(): Refusal;
}

/** AWS's rule: a request is as good as its date, a quarter of an hour before and after. */
const signatureLifeMilliseconds = 15 * 60_000;

/** Finds out who signed a request. Its date is held against this machine's clock, not the cloud's: clients sign by that. */
export function authenticate(
  received: Received,
  authorization: Authorization,
  accounts: Accounts,
  refusals: StrangerRefusals,
): Caller {
  const key = accounts.findKey(authorization.accessKeyId);
  if (!key || received.headers['x-amz-security-token'] !== key.sessionToken) throw refusals.unknownKey();
  if (!isBodyTrue(received) || !isSignedWith(key, received, authorization)) throw refusals.badSignature();
  const signed = parseDate(String(received.headers['x-amz-date'] ?? ''));
  if (!(Math.abs(Date.now() - signed) <= signatureLifeMilliseconds)) throw refusals.expired();
  if (accounts.hasExpired(key)) throw refusals.expired();
  return key.caller;
}

function isSignedWith(key: AccessKey, received: Received, authorization: Authorization): boolean {
  if (!authorization.signed.includes('host')) return false;
  const wanted = Buffer.from(computeSignature(received, authorization, key.secretAccessKey));
  return timingSafeEqual(wanted, Buffer.from(authorization.signature));
}

/** `20260801T120000Z`; not a number when it is something else. */
function parseDate(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
