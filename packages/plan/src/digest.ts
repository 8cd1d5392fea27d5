import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json';

/** `sha256:…` of a JSON value. */
export function digestJson(value: Json): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}
