import { posix } from 'node:path';
import type { ImageFiles } from '@strata/sdk';
import type { Package } from '../package';

/** Digests of the archives that packages came from, by their folders, out of what npm itself notes of an installation. */
export function readIntegrities(
  files: ImageFiles,
  locks: readonly string[],
): ReadonlyMap<string, NonNullable<Package['digest']>> {
  const found = new Map<string, NonNullable<Package['digest']>>();
  for (const lock of locks) {
    const root = posix.dirname(posix.dirname(lock));
    for (const [folder, integrity] of listIntegrities(files.read(lock)?.toString() ?? '')) {
      const digest = parseIntegrity(integrity);
      if (digest) found.set(posix.join(root === '.' ? '' : root, folder), digest);
    }
  }
  return found;
}

function listIntegrities(text: string): readonly (readonly [string, string])[] {
  try {
    const packages: Readonly<Record<string, unknown>> = Object(JSON.parse(text).packages);
    return Object.entries(packages).flatMap(([folder, about]) => {
      const { integrity } = Object(about);
      return typeof integrity === 'string' ? [[folder, integrity] as const] : [];
    });
  } catch {
    return [];
  }
}

const algorithms = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' } as const;

/** `sha512-` and the digest in base64. Source: W3C, Subresource Integrity. */
function parseIntegrity(text: string): Package['digest'] {
  const parts = /^(sha512|sha256|sha1)-([A-Za-z0-9+/]+=*)/.exec(text);
  if (!parts) return undefined;
  const algorithm = algorithms[parts[1] as keyof typeof algorithms];
  return { algorithm, hex: Buffer.from(parts[2] as string, 'base64').toString('hex') };
}
