import { gunzipSync, gzipSync } from 'node:zlib';
import type { Files } from '@strata/sdk';
import type { LayerListing } from './listing';

/** Changes with the form of a listing or the way in which it is made: others are no listings to us. */
const form = 1;

/** Quick is enough: names and digests hardly get smaller. */
const gzipLevel = 1;

/** A listing that was kept for a layer. What cannot be read is a miss: it is made anew. */
export async function readKeptListing(files: Files, path: string): Promise<LayerListing | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    const text = gunzipSync(await files.read(path)).toString();
    const { form: found, listing } = Object(JSON.parse(text));
    return found === form && Array.isArray(listing?.entries) ? (listing as LayerListing) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a listing beside the layer that it is of. A disk that is full or read-only costs the next reader time and nothing else. */
export async function keepListing(files: Files, path: string, listing: LayerListing): Promise<void> {
  const bytes = gzipSync(JSON.stringify({ form, listing }), { level: gzipLevel });
  await files.write(path, bytes).catch(() => undefined);
}
