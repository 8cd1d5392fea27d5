import { createHash } from 'node:crypto';

/** Stands in a document until it is known what it holds. */
export const unnamed = 'urn:uuid:00000000-0000-0000-0000-000000000000';

/** Writes a document that has `unnamed` in it once, near its start, with an id that is made of all the rest. */
export function writeWithContentId(document: unknown): string {
  const text = JSON.stringify(document, undefined, 2);
  return `${text.replace(unnamed, () => `urn:uuid:${makeContentId(text)}`)}\n`;
}

/**
 * A UUID that is made of what it names: equal documents have equal ones, and no clock or chance is in it.
 * Source: RFC 9562, 5.8 (version 8, whose bits are free).
 */
function makeContentId(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
