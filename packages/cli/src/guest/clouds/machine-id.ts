import { createHash } from 'node:crypto';

const PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/u;

/** A name for a machine that is the same each time, so that a kept state fits. @param start hexadecimal digits to begin with */
export function makeMachineId(text: string, start = ''): string {
  const digits = start + createHash('sha256').update(text).digest('hex');
  return digits.slice(0, 32).replace(PARTS, '$1-$2-$3-$4-$5');
}
