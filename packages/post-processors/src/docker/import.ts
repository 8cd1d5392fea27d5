import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { findContainerEngine, type PostProcessor } from '@strata/sdk';
import { problem } from '../codes';
import { assertArtifact, EXPORTED, FILES, IMPORTED } from './artifacts';
import type { importSchema } from './schemas';

export const dockerImport: PostProcessor<typeof importSchema> = {
  postProcess: async (context, artifact, { changes = [], docker_path, platform, repository, tag }) => {
    const hint =
      'An image that the docker builder commits is imported already: set export_path there instead of commit.';
    assertArtifact(artifact, [EXPORTED, FILES], hint);
    const [file] = artifact.files;
    if (file === undefined)
      throw new Failure(problem('PPR002', { detail: 'docker-import was given no file.', hint }));
    const engine = await findContainerEngine(context, docker_path);
    const name = tag === undefined ? repository : `${repository}:${tag}`;
    context.reporter.say(`Importing image: ${file} as ${name}`);
    await engine.mustRun([
      'import',
      ...changes.flatMap((change) => ['--change', change]),
      ...(platform === undefined ? [] : ['--platform', platform]),
      resolve(context.baseDirectory, file),
      name,
    ]);
    const made = {
      builderId: IMPORTED,
      id: name,
      files: [],
      names: [name],
      description: `Imported Docker image: ${name}`,
      remove: async () => void (await engine.mustRun(['rmi', '--force', name])),
    };
    return { artifact: made, input: 'discard' };
  },
};
