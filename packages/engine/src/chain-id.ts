import { createHash } from 'node:crypto';

/**
 * One digest for a stack of layers.
 *
 * @see OCI image specification, config.md, "Layer ChainID"
 */
export function chainId(diffIds: readonly string[]): string {
  return diffIds.reduce(
    (below, diffId) =>
      below === '' ? diffId : `sha256:${createHash('sha256').update(`${below} ${diffId}`).digest('hex')}`,
    '',
  );
}
