import { createHash } from 'node:crypto';

/**
 * A UUID that is made of what it names: equal documents have equal ones, and no clock or chance is in it.
 * Source: RFC 9562, 5.8 (version 8, whose bits are free).
 */
export function makeContentId(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
