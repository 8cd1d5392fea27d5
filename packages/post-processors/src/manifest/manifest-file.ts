import { Failure } from '@strata/diagnostics';
import { getErrorCode, type PostProcessContext } from '@strata/sdk';
import { problem } from '../codes';
import type { ManifestEntry } from './entry';

/** A manifest as it was found. Entries are kept as they are, whoever wrote them. */
interface Manifest {
  readonly builds: readonly unknown[];
  readonly last_run_uuid?: string;
}

/**
 * Adds a build to the file, in which other builds may want to write at the same time. With `-force` the builds of earlier
 * runs go; those of this one stay.
 */
export async function addBuild(
  { ports, runId, force, signal }: PostProcessContext,
  path: string,
  entry: ManifestEntry,
): Promise<void> {
  await using _ = await ports.files.hold(path, signal);
  const found = await readManifest(ports, path);
  const manifest = force && found.last_run_uuid !== runId ? { ...found, builds: [] } : found;
  const builds = [...manifest.builds, entry];
  // Packer writes no line end behind the last brace.
  await ports.files.write(path, JSON.stringify({ ...manifest, builds, last_run_uuid: runId }, undefined, 2));
}

async function readManifest({ files }: PostProcessContext['ports'], path: string): Promise<Manifest> {
  const text = await files.readText(path).catch((error: unknown) => {
    if (getErrorCode(error) === 'ENOENT') return '';
    if (getErrorCode(error) === 'EISDIR') throw getFailure(path, 'it is a folder');
    throw error;
  });
  if (text.trim() === '') return { builds: [] };
  return parseManifest(text, path);
}

function parseManifest(text: string, path: string): Manifest {
  const manifest = parse(text, path);
  if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) {
    const { builds } = manifest as { builds?: unknown };
    // Packer writes null for a manifest without builds.
    if (builds === undefined || builds === null) return { ...manifest, builds: [] };
    if (Array.isArray(builds)) return { ...manifest, builds };
  }
  throw getFailure(path, 'it is no object with a list "builds"');
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw getFailure(path, (error as Error).message);
  }
}

/** It is not written over: what it holds may be of worth to somebody. */
function getFailure(path: string, why: string): Failure {
  const detail = `${path} is there, but is no manifest: ${why}.`;
  return new Failure(problem('PPR001', { detail, hint: 'Move the file away, or choose another output.' }));
}
