import { posix } from 'node:path';

/** What a request asks for. */
export interface RequestPath {
  /** Decoded, from the root, with no `..` left in it. Never ends in a slash, except for the root. */
  readonly path: string;
  /** Whether it was asked for as a folder, with a slash at the end. */
  readonly asFolder: boolean;
}

/**
 * Reads the target of a request. What climbs above the root ends at the root, however it is spelt; undefined for what is
 * no path.
 */
export function getRequestPath(target: string): RequestPath | undefined {
  // A proxy's form, `http://host/path`, is allowed to clients by RFC 9112, 3.2.2.
  const [, encoded = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)/i.exec(target) ?? [];
  const decoded = decode(encoded);
  if (decoded === undefined || decoded.includes('\0')) return undefined;
  const path = posix.normalize(`/${decoded}`);
  const asFolder = path.endsWith('/');
  return { path: asFolder && path !== '/' ? path.slice(0, -1) : path, asFolder };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
