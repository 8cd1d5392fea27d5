import { createHash } from 'node:crypto';

/**
 * The checksum of a whole upload by the method LINEAR of CompleteSnapshot: the sha256 of all blocks' sha256, one behind the
 * other by their numbers, in base64.
 */
export function getLinearChecksum(puts: ReadonlyMap<number, string>): string {
  const all = createHash('sha256');
  for (const [, digest] of [...puts].sort(([a], [b]) => a - b)) all.update(Buffer.from(digest, 'base64'));
  return all.digest('base64');
}
