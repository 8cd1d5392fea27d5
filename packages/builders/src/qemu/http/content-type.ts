import { extname } from 'node:path';

/** Types that Go's `mime` knows by itself, and some of installers. Everything else is told by what it holds. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.gz': 'application/gzip',
  '.htm': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ipxe': 'text/plain; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.xml': 'text/xml; charset=utf-8',
};

/** Bytes at the beginning that tell text from the rest. Source: WHATWG MIME Sniffing, 7.1. */
export const SNIFFED_BYTES = 512;
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/** The type of a file, by the end of its name or else by its beginning. */
export function getContentType(name: string, beginning: Buffer): string {
  const known = TYPES[extname(name).toLowerCase()];
  if (known !== undefined) return known;
  const text = beginning.subarray(0, SNIFFED_BYTES).toString('latin1');
  return BINARY.test(text) ? 'application/octet-stream' : 'text/plain; charset=utf-8';
}
