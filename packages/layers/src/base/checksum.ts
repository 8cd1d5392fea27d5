import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** An expected digest of a file. */
export interface Checksum {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** Lower-case hex. */
  readonly digest: string;
}

/** What a `checksum` option means: a digest, or a file that has digests of several files in it. */
export type ChecksumSource = Checksum | { readonly file: string };

/** Hex digits of each algorithm: Packer tells an algorithm that is not named by the length. */
const lengths: Readonly<Record<Checksum['algorithm'], number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha512: 128,
};
const algorithms = Object.keys(lengths) as Checksum['algorithm'][];

/**
 * Reads Packer's forms: `sha256:…`, a bare digest, and `file:path-or-url` of a checksum file. Packer's `none` is not
 * taken: what is not known by a digest cannot be built twice.
 */
export function parseChecksum(text: string): ChecksumSource {
  if (text.startsWith('file:')) return { file: text.slice('file:'.length) };
  const [, name, digits = ''] = /^(?:([a-z0-9]+):)?([0-9a-fA-F]+)$/.exec(text.trim()) ?? [];
  const algorithm = algorithms.find(
    (each) => (name === undefined || name === each) && lengths[each] === digits.length,
  );
  if (algorithm) return { algorithm, digest: digits.toLowerCase() };
  throw new Failure(
    problem('LAY084', {
      detail: `\`${text}\` is no checksum. Allowed are ${algorithms.map((each) => `\`${each}:\` and ${lengths[each]} hex digits`).join(', ')}, the digits alone, or \`file:\` and the path or address of a checksum file.`,
      hint: 'Copy the checksum from where the archive is published, or compute it with `sha256sum`.',
    }),
  );
}

/**
 * Finds the digest of one file in a checksum file: lines of sha256sum (`digest  name`, `digest *name`), of BSD tools
 * (`SHA256 (name) = digest`), or a digest alone.
 */
export function findChecksum(text: string, name: string): Checksum | undefined {
  for (const line of text.split('\n')) {
    const bsd = /^[A-Za-z0-9]+ \((.+)\) = ([0-9a-f]+)$/.exec(line.trim());
    const gnu = /^([0-9a-fA-F]{32,128})(?:\s+\*?(.+))?$/.exec(line.trim());
    const [file, digits] = bsd ? [bsd[1], bsd[2]] : [gnu?.[2] ?? (gnu ? name : undefined), gnu?.[1]];
    if (digits === undefined || file?.split('/').at(-1) !== name) continue;
    const parsed = parseChecksum(digits);
    if ('digest' in parsed) return parsed;
  }
  return undefined;
}
