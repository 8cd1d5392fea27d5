import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

export interface KeptManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** What a repository has. */
export interface Repository {
  readonly blobs: Map<string, Buffer>;
  /** By digest. */
  readonly manifests: Map<string, KeptManifest>;
  /** Digests by tag. */
  readonly tags: Map<string, string>;
}

export type Repositories = Map<string, Repository>;

/** A request that was read whole, or as far as it was let come. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isCut: boolean;
}

export function getRepository(repositories: Repositories, name: string): Repository {
  const found = repositories.get(name) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() };
  repositories.set(name, found);
  return found;
}

export function getDigest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** An error as the specification writes it. */
export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  const text = JSON.stringify({ errors: [{ code, message: `the fake says ${code.toLowerCase()}` }] });
  return response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(text);
}
