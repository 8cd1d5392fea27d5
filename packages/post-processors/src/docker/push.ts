import { Failure } from '@strata/diagnostics';
import { type Artifact, findContainerEngine, logInByOptions, type PostProcessor } from '@strata/sdk';
import { problem } from '../codes';
import { assertArtifact, IMPORTED, TAGGED } from './artifacts';
import type { pushSchema } from './schemas';

export const dockerPush: PostProcessor<typeof pushSchema> = {
  postProcess: async (context, artifact, options) => {
    assertArtifact(
      artifact,
      [IMPORTED, TAGGED],
      'Set commit = true in the docker builder, or import its files first.',
    );
    const names = getNames(artifact);
    const engine = await findContainerEngine(context, options.docker_path);
    const env = await logInByOptions(context, engine, options);
    for (const name of names) {
      context.reporter.say(`Pushing: ${name}`);
      const platform = options.platform === undefined ? [] : ['--platform', options.platform];
      await engine.mustRun(['push', ...platform, name], { env });
    }
    const id = names[0] as string;
    const description = `Imported Docker image: ${id}`;
    return { artifact: { builderId: IMPORTED, id, files: [], names, description }, input: 'keep' };
  },
};

/** A registry takes names, not the ids that a commit gives. */
function getNames({ id, names = [] }: Artifact): readonly string[] {
  const all = [...new Set([...(id.startsWith('sha256:') ? [] : [id]), ...names])];
  if (all.length > 0) return all;
  throw new Failure(
    problem('PPR006', {
      detail: `The image ${id} has no name that would say which registry it belongs to.`,
      hint: 'Put post-processor "docker-tag" with repository = "REGISTRY/NAME" before docker-push.',
    }),
  );
}
