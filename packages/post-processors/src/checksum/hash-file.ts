import { createHash } from 'node:crypto';
import type { PartContext } from '@strata/sdk';
import { countBytes, createActivities } from '@strata/sdk/progress';
import type { ArtifactFile } from '../artifact-files';

/** Reads a file once and gives its checksum of each type, hex. */
export async function hashFile(
  { ports, reporter, signal }: PartContext,
  { name, path, size }: ArtifactFile,
  types: readonly string[],
): Promise<readonly string[]> {
  const hashes = types.map((type) => createHash(type));
  const about = { label: 'hashing', unit: 'bytes', total: size, item: name } as const;
  using activity = createActivities(reporter, ports.clock)(about);
  for await (const chunk of countBytes(ports.files.stream(path) as AsyncIterable<Buffer>, activity)) {
    signal.throwIfAborted();
    for (const hash of hashes) hash.update(chunk);
  }
  return hashes.map((hash) => hash.digest('hex'));
}
