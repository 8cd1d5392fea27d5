import { dirname, resolve } from 'node:path';
import { findContainerEngine, type PostProcessor } from '@strata/sdk';
import { assertArtifact, IMPORTED, TAGGED } from './artifacts';
import type { saveSchema } from './schemas';

export const dockerSave: PostProcessor<typeof saveSchema> = {
  postProcess: async (context, artifact, { docker_path, path }) => {
    assertArtifact(
      artifact,
      [IMPORTED, TAGGED],
      'Set commit = true in the docker builder, or import its files first.',
    );
    const engine = await findContainerEngine(context, docker_path);
    const target = resolve(context.baseDirectory, path);
    context.reporter.say(`Saving image: ${artifact.id}`);
    await context.ports.files.makeFolder(dirname(target));
    try {
      // Podman adds to an archive that is there.
      await context.ports.files.remove(target);
      await engine.mustRun(['save', '--output', target, artifact.id]);
    } catch (error) {
      await context.ports.files.remove(target);
      throw error;
    }
    context.reporter.say(`Saved to: ${path}`);
    return { artifact, input: 'keep' };
  },
};
