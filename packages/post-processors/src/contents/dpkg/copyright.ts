import { normalizeLicense } from '../licenses/normalize';
import { parseStanzas } from './stanzas';

/** A copyright file in the machine-readable form says so in its first line. */
const format = /^Format(-Specification)?:\s*\S*(copyright-format|dep5|dep-5)/im;
/** That line stands in the first paragraph; texts of licences behind it can be long. */
const headLength = 2_000;

const wanted: ReadonlySet<string> = new Set(['format', 'files', 'license']);

/**
 * Licences that a machine-readable `debian/copyright` gives to files of a package, each once, in order.
 * Source: Debian, copyright-format 1.0. Nothing for files that only people can read.
 */
export function readCopyright(text: string): readonly string[] {
  if (!format.test(text.slice(0, headLength))) return [];
  const licenses = new Set<string>();
  for (const stanza of parseStanzas(text, wanted)) {
    const license = stanza.get('license')?.split('\n', 1)[0];
    // A paragraph of its own for a licence only gives its text.
    if (license && (stanza.has('files') || stanza.has('format'))) licenses.add(normalizeLicense(license));
  }
  return [...licenses].sort();
}
