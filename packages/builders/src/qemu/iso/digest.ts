import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { PartContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { Algorithm } from './checksum';

/** A digest that a file must have. */
export interface Expected {
  readonly algorithm: Algorithm;
  readonly hex: string;
}

export async function hasDigest(
  { ports, signal }: Pick<PartContext, 'ports' | 'signal'>,
  path: string,
  { algorithm, hex }: Expected,
): Promise<boolean> {
  const hash = createHash(algorithm);
  await pipeline(ports.files.stream(path), hash, { signal });
  return hash.digest('hex') === hex;
}

/** @throws Failure when what was hashed is something else */
export function checkDigest(hash: Hash, expected: Expected, place: string): void {
  const actual = hash.digest('hex');
  if (actual !== expected.hex) throw wrongDigest(expected, place, actual);
}

export function wrongDigest({ algorithm, hex }: Expected, place: string, actual?: string): Failure {
  const found = actual === undefined ? 'another' : `${algorithm}:${actual}`;
  return new Failure(
    problem('BLD015', {
      detail: `${place} should have the checksum ${algorithm}:${hex} but has ${found}.`,
      hint: 'Compare both with the checksum that the publisher names. If the file was replaced there, write the new one into iso_checksum.',
    }),
  );
}
