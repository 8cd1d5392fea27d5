import type { Artifact, PostProcessContext } from '@strata/sdk';

/** What texts may name as `{{.ArtifactId}}`. */
export const VALUE_NAMES = ['ArtifactId', 'BuildName', 'BuilderId', 'BuilderType', 'Files', 'RunId'] as const;

/** What is known of a build that went well. */
export function getValues(
  { buildName, builderType, runId }: Pick<PostProcessContext, 'buildName' | 'builderType' | 'runId'>,
  { id, builderId, files }: Artifact,
): Readonly<Record<(typeof VALUE_NAMES)[number], string>> {
  return {
    ArtifactId: id,
    BuildName: buildName,
    BuilderId: builderId,
    BuilderType: builderType,
    Files: files.join(', '),
    RunId: runId,
  };
}
