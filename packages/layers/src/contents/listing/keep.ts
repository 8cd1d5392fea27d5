import { gunzipSync, gzipSync } from 'node:zlib';
import type { Files } from '@strata/sdk';
import type { ListedLayer } from './list-layer';

/** Changes with the form of what is kept or the way in which it is made: others are none to us. */
const form = 1;

/** Quick is enough: names and digests hardly get smaller. */
const gzipLevel = 1;

/** Bytes of a file that is kept along with the names. Larger ones are read again when they are wanted. */
const contentLimit = 2 ** 20;

/** What was kept of a layer. What cannot be read is a miss: it is made anew. */
export async function readKeptListing(files: Files, path: string): Promise<ListedLayer | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    const text = gunzipSync(await files.read(path)).toString();
    const { form: found, listing, contents } = Object(JSON.parse(text));
    if (found !== form || !Array.isArray(listing?.entries)) return undefined;
    const entries = Object.entries<string>(contents);
    return {
      listing,
      contents: new Map(entries.map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')])),
    };
  } catch {
    return undefined;
  }
}

/**
 * Keeps what a layer lists beside it, with the content that may be kept. A disk that is full or read-only costs the next
 * reader time and nothing else.
 */
export async function keepListing(
  files: Files,
  path: string,
  { listing, contents, mayKeep }: ListedLayer & { readonly mayKeep: (path: string) => boolean },
): Promise<void> {
  const kept = [...contents].filter(([name, bytes]) => bytes.length <= contentLimit && mayKeep(name));
  const texts = Object.fromEntries(kept.map(([name, bytes]) => [name, bytes.toString('base64')]));
  const bytes = gzipSync(JSON.stringify({ form, listing, contents: texts }), { level: gzipLevel });
  await files.write(path, bytes).catch(() => undefined);
}
