import { randomBytes } from 'node:crypto';

const idBytes = 9;
/** Since 2016 ids have seventeen digits; those of before had eight. */
const idDigits = 17;

/** A new id such as `ami-0123456789abcdef0`. */
export function createId(prefix: string): string {
  return `${prefix}-${randomBytes(idBytes).toString('hex').slice(0, idDigits)}`;
}

/** Whether a text has the form of an id of this kind. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}-`) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(text.slice(prefix.length + 1));
}
