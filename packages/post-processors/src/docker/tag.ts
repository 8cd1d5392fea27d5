import { findContainerEngine, type PostProcessor } from '@strata/sdk';
import { assertArtifact, IMPORTED, TAGGED } from './artifacts';
import type { tagSchema } from './schemas';

export const dockerTag: PostProcessor<typeof tagSchema> = {
  postProcess: async (context, artifact, { docker_path, repository, tag = [], tags = [] }) => {
    assertArtifact(
      artifact,
      [IMPORTED, TAGGED],
      'Set commit = true in the docker builder, or import its files first.',
    );
    if (tag.length > 0)
      context.reporter.warn('"tag" is the old name of "tags". strata fix brings templates up to date.');
    const engine = await findContainerEngine(context, docker_path);
    const wanted = [...tags, ...tag].map((each) => `${repository}:${each}`);
    const names = wanted.length > 0 ? wanted : [repository];
    for (const name of names) {
      context.reporter.say(`Tagging image: ${artifact.id}`);
      context.reporter.say(`Repository: ${name}`);
      await engine.mustRun(['tag', artifact.id, name]);
    }
    const id = names.at(-1) as string;
    const made = {
      builderId: TAGGED,
      id,
      files: [],
      names,
      description: `Imported Docker image: ${id}${wanted.length > 0 ? ` with tags ${names.join(' ')}` : ''}`,
      remove: async () => void (await engine.mustRun(['rmi', ...names])),
    };
    // A tag without its image would be none.
    return { artifact: made, input: 'must-keep' };
  },
};
