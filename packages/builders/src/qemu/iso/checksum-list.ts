import { type Algorithm, guessAlgorithm } from './checksum';

/** One line of a list of checksums. */
interface Entry {
  readonly algorithm: Algorithm;
  readonly hex: string;
  /** Absent when the list is of one file. */
  readonly name?: string;
}

/**
 * Finds a file's checksum in a list: lines of `sha256sum`, of BSD (`SHA256 (name) = digits`), or digits alone.
 *
 * @param name last part of the file's address
 */
export function findChecksum(text: string, name: string): Entry | undefined {
  const entries = text.split(/\r?\n/u).flatMap((line) => readLine(line.trim()) ?? []);
  const named = entries.find((entry) => entry.name === name);
  if (named) return named;
  const [only, ...more] = entries;
  return more.length === 0 && only?.name === undefined ? only : undefined;
}

const PLAIN = /^([0-9a-f]{32,128})(?:\s+[* ]?(.+))?$/iu;
const BSD = /^(?:MD5|SHA1|SHA256|SHA512)\s*\((.+)\)\s*=\s*([0-9a-f]+)$/iu;

function readLine(line: string): Entry | undefined {
  const bsd = BSD.exec(line);
  if (bsd) return createEntry(bsd[2]!, bsd[1]);
  const plain = PLAIN.exec(line);
  return plain ? createEntry(plain[1]!, plain[2]) : undefined;
}

function createEntry(digits: string, path: string | undefined): Entry | undefined {
  const hex = digits.toLowerCase();
  const algorithm = guessAlgorithm(hex);
  if (algorithm === undefined) return undefined;
  const name = path?.split('/').at(-1);
  return { algorithm, hex, ...(name !== undefined && { name }) };
}
