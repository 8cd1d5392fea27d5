import { createHash } from 'node:crypto';
import { isSpdxExpression } from '../contents/licenses/normalize';

/** A licence that SPDX has no id for, as a document has to declare it. */
export interface ExtractedLicense {
  readonly licenseId: string;
  readonly name: string;
  readonly extractedText: string;
}

/** What packages declare as one expression. Undefined when they declare nothing. */
export function writeLicenses(licenses: readonly string[]): string | undefined {
  if (licenses.length === 0) return undefined;
  const words = licenses.map((text) => (isSpdxExpression(text) ? text : makeLicenseRef(text)));
  if (words.length === 1) return words[0];
  return words.map((word) => (word.includes(' ') ? `(${word})` : word)).join(' AND ');
}

/** Every licence without an id, once. */
export function collectLicenses(licenses: readonly string[]): readonly ExtractedLicense[] {
  const unknown = [...new Set(licenses)].filter((text) => !isSpdxExpression(text)).sort();
  return unknown.map((name) => ({
    licenseId: makeLicenseRef(name),
    name,
    extractedText: `The image gives this licence by its name alone: ${name}`,
  }));
}

/** Names that differ in signs only must not become one. */
function makeLicenseRef(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const plain = name.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-|-$/g, '');
  return `LicenseRef-${plain.slice(0, 60)}-${digest}`;
}
