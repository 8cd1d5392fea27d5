import { basename, resolve } from 'node:path';
import type { Artifact, PostProcessContext } from '@strata/sdk';
import type { ManifestOptions } from './schema';

/** One build, with the keys of Packer's manifest in Packer's order. Packer writes `null` for what is empty. */
export interface ManifestEntry {
  readonly name: string;
  readonly builder_type: string;
  /** Seconds since the epoch. */
  readonly build_time?: number;
  readonly files: ReadonlyArray<{ readonly name: string; readonly size: number }> | null;
  readonly artifact_id: string;
  readonly packer_run_uuid: string;
  readonly custom_data: Readonly<Record<string, string>> | null;
}

export async function getEntry(
  context: PostProcessContext,
  artifact: Artifact,
  options: ManifestOptions,
): Promise<ManifestEntry> {
  const files = await getFiles(context, artifact, options);
  const custom = Object.entries(options.custom_data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name: context.buildName,
    builder_type: context.builderType,
    ...(!options.strip_time && { build_time: Math.floor(context.ports.clock.now() / 1000) }),
    files: files.length > 0 ? files : null,
    artifact_id: artifact.id,
    packer_run_uuid: context.runId,
    custom_data: custom.length > 0 ? Object.fromEntries(custom) : null,
  };
}

/** As Packer does, files that are not there (a step before may have removed them) are not listed. */
async function getFiles(
  { ports, baseDirectory }: PostProcessContext,
  { files }: Artifact,
  { strip_path: strip }: ManifestOptions,
) {
  const all = await Promise.all(
    files.map(async (name) => ({ name, stat: await ports.files.stat(resolve(baseDirectory, name)) })),
  );
  return all.flatMap(({ name, stat }) =>
    stat ? [{ name: strip ? basename(name) : name, size: stat.size }] : [],
  );
}
