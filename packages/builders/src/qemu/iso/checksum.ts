import type { Checked } from '@strata/diagnostics';
import { problem } from '../../codes';

/** Hexadecimal digits of each algorithm. */
const LENGTHS = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
export type Algorithm = keyof typeof LENGTHS;

/** What `iso_checksum` demands. */
export type Checksum =
  | { readonly kind: 'none' }
  | { readonly kind: 'digest'; readonly algorithm: Algorithm; readonly hex: string }
  /** A list as `sha256sum` prints it, at an address or a path. */
  | { readonly kind: 'file'; readonly place: string };

const FORMS =
  'Write sha256: and 64 hexadecimal digits (md5:, sha1: and sha512: likewise), file: and the address of a list of checksums, or none.';

/** Reads Packer's `iso_checksum`. Digits alone tell their algorithm by their number. */
export function parseChecksum(text: string): Checked<Checksum | undefined> {
  const given = text.trim();
  if (given.toLowerCase() === 'none') return accept({ kind: 'none' });
  if (given.startsWith('file:')) return accept({ kind: 'file', place: given.slice('file:'.length) });
  const [, name, digits = ''] = /^(?:([a-z0-9]+):)?(.*)$/iu.exec(given) ?? [];
  const hex = digits.toLowerCase();
  const algorithm = name === undefined ? guessAlgorithm(hex) : getAlgorithm(name);
  if (algorithm === undefined)
    return refuse(
      name === undefined
        ? `"${given}" has ${hex.length} characters: no checksum known here has so many.`
        : `"${name}" is no algorithm known here.`,
    );
  if (!/^[0-9a-f]*$/u.test(hex)) return refuse(`"${given}" holds more than hexadecimal digits.`);
  if (hex.length !== LENGTHS[algorithm])
    return refuse(`${algorithm} has ${LENGTHS[algorithm]} digits; "${given}" has ${hex.length}.`);
  return accept({ kind: 'digest', algorithm, hex });
}

export function guessAlgorithm(hex: string): Algorithm | undefined {
  return algorithms.find((name) => LENGTHS[name] === hex.length);
}

const algorithms: readonly Algorithm[] = ['md5', 'sha1', 'sha256', 'sha512'];

function getAlgorithm(name: string): Algorithm | undefined {
  return algorithms.find((one) => one === name.toLowerCase());
}

function accept(value: Checksum): Checked<Checksum> {
  return { value, diagnostics: [] };
}

function refuse(detail: string): Checked<undefined> {
  return { value: undefined, diagnostics: [problem('BLD016', { detail, hint: FORMS })] };
}
