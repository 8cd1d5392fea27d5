import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Ports } from '@strata/sdk';

/** What is kept beside a disk, so that gigabytes are read once. */
interface KeptDigest {
  readonly digest: string;
  /** The disk's, when it was read. */
  readonly size: number;
  readonly modified: number;
}

/**
 * SHA-256 of a disk's bytes, holes included, as `sha256:…`. It stays beside the disk until that is another one.
 *
 * @param path absolute
 */
export async function digestDisk(
  { files }: Pick<Ports, 'files'>,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  const stat = await files.stat(path);
  const { size = 0, modified = 0 } = stat ?? {};
  const kept = await readKept(files, `${path}.sha256`);
  if (kept?.size === size && kept.modified === modified) return kept.digest;
  const hash = createHash('sha256');
  await pipeline(files.stream(path), hash, { signal });
  const made: KeptDigest = { digest: `sha256:${hash.digest('hex')}`, size, modified };
  // A folder that cannot be written to costs the next run time and nothing else.
  await files.write(`${path}.sha256`, `${JSON.stringify(made)}\n`).catch(() => undefined);
  return made.digest;
}

/** What is damaged is made anew. */
async function readKept(files: Ports['files'], path: string): Promise<KeptDigest | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    const { digest, size, modified } = Object(JSON.parse(await files.readText(path)));
    return typeof digest === 'string' ? { digest, size, modified } : undefined;
  } catch {
    return undefined;
  }
}
