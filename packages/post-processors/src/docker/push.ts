import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type Artifact,
  type ContainerEngine,
  findContainerEngine,
  type PostProcessContext,
  type PostProcessor,
  reveal,
} from '@strata/sdk';
import { problem } from '../codes';
import { assertArtifact, IMPORTED, TAGGED } from './artifacts';
import type { PushOptions, pushSchema } from './schemas';

export const dockerPush: PostProcessor<typeof pushSchema> = {
  postProcess: async (context, artifact, options) => {
    assertArtifact(
      artifact,
      [IMPORTED, TAGGED],
      'Set commit = true in the docker builder, or import its files first.',
    );
    const names = getNames(artifact);
    const engine = await findContainerEngine(context, options.docker_path);
    const env = await logIn(context, engine, options);
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

/**
 * Logs in with a folder of settings that nobody else uses, so that the password is forgotten with the build and the
 * user's own logins stay as they are.
 */
async function logIn(
  { ports, reporter, scratch }: PostProcessContext,
  engine: ContainerEngine,
  { login, login_password, login_server, login_username }: PushOptions,
): Promise<Readonly<Record<string, string>>> {
  if (!login) return {};
  const folder = join(scratch, `docker-login-${randomUUID()}`);
  await ports.files.makeFolder(folder, 0o700);
  const env = { DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: join(folder, 'config.json') };
  reporter.say('Logging in...');
  await engine.mustRun(
    [
      'login',
      ...['--username', login_username ?? '', '--password-stdin'],
      ...(login_server === undefined ? [] : [login_server]),
    ],
    { env, stdin: Buffer.from(reveal(login_password ?? '')) },
  );
  return env;
}
