import { join } from 'node:path';
import type { Artifact } from '@strata/sdk';
import type { ImageProject } from '../projects';
import type { RunContext } from '../run-context';

/**
 * What a machine's build made, so that its post-processors can be run again without it. Holds no secret and no place
 * of this machine.
 */
export interface ArtifactRecord extends Pick<Artifact, 'builderId' | 'id' | 'description' | 'names'> {
  /** Raised when the form changes; another version's counts for nothing. */
  readonly schema: 2;
  /** `type.name` of the source. */
  readonly source: string;
  readonly files: readonly RecordedFile[];
  /** What `build.*` holds of the artifact itself; what was true of the machine alone is gone with it. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A file of the artifact, or a folder with all that is in it. */
export interface RecordedFile {
  /** From the folder that relative paths of the template start from. */
  readonly name: string;
  /** `sha256:…` of sizes, times and what may be executed. */
  readonly stamp: string;
}

/** The record of the last build that made an artifact; undefined when there is none that this version can read. */
export async function readArtifactRecord(
  run: RunContext,
  project: ImageProject,
  build: string,
): Promise<ArtifactRecord | undefined> {
  const path = pathOf(run, project, build);
  if (!(await run.ports.files.stat(path))) return undefined;
  try {
    const record: unknown = JSON.parse(await run.ports.files.readText(path));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Somebody may have changed the file. */
function isRecord(value: unknown): value is ArtifactRecord {
  if (!isBag(value) || value['schema'] !== 2 || !isBag(value['facts'])) return false;
  const { files, names = [], facts } = value;
  const texts = [
    ...['source', 'builderId', 'id', 'description'].map((name) => value[name]),
    ...Object.values(facts as object),
    ...[names].flat(),
  ];
  return texts.every((text) => typeof text === 'string') && Array.isArray(files) && files.every(isFile);
}

function isFile(value: unknown): value is RecordedFile {
  return isBag(value) && typeof value['name'] === 'string' && typeof value['stamp'] === 'string';
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function writeArtifactRecord(
  run: RunContext,
  project: ImageProject,
  { build, record }: { readonly build: string; readonly record: ArtifactRecord },
): Promise<void> {
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await run.ports.files.write(pathOf(run, project, build), text);
}

function pathOf({ workspace }: RunContext, project: ImageProject, build: string): string {
  return join(workspace.root, '.strata', 'artifacts', project.name, `${build}.json`);
}
