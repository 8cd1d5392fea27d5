import { findSpdxId, knownIds } from './spdx-ids';

/** Words of SPDX's expressions, in any case. */
const operator = /\s+(and|or|with)\s+/gi;

/**
 * What people wrote about a licence as an SPDX expression, where every word of it is known; as it was where not.
 * Source of the words: SPDX licence list, and Debian's short names (copyright-format 1.0).
 */
export function normalizeLicense(text: string): string {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  const whole = findSpdxId(trimmed);
  if (whole !== undefined) return whole;
  const words = trimmed.replace(/, (and|or) /g, ' $1 ').split(/\s+(and|or)\s+|([()])/i);
  const written = words.map((word) => word?.trim() ?? '').filter(Boolean);
  const known = written.map(writeWord);
  if (known.some((word) => word === undefined)) return trimmed;
  return known.join(' ').replace(/\( /g, '(').replace(/ \)/g, ')');
}

function writeWord(word: string): string | undefined {
  if (/^(and|or)$/i.test(word)) return word.toUpperCase();
  return /^[()]$/.test(word) ? word : findSpdxId(word);
}

/** Whether a text is an expression of SPDX that uses known ids only. */
export function isSpdxExpression(text: string): boolean {
  const words = text
    .replace(operator, ' ')
    .split(/[\s()]+/)
    .filter(Boolean);
  return words.length > 0 && words.every((word) => knownIds.has(word));
}
