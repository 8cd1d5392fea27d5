import { randomBytes } from 'node:crypto';

const BYTES = 12;

/** A word that nothing else has: in names of files in a guest, and between answers that may hold anything. */
export function makeToken(): string {
  return `strata-test-${randomBytes(BYTES).toString('hex')}`;
}
