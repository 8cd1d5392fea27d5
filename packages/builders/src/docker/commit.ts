import type { Artifact } from '@strata/sdk';
import type { Work } from './builder';

/**
 * Makes an image of the container. It was started with a shell in place of what the image runs, so entrypoint and command
 * are given back as they were, unless the template changes them.
 */
export async function commitContainer({ context, engine, image, name, options }: Work): Promise<Artifact> {
  context.reporter.say('Committing the container');
  const asked = options.changes ?? [];
  const changes = [...(await getRestored({ engine, image }, asked)), ...asked];
  const printed = await engine.mustRun(
    [
      'commit',
      // Messages and some changes have no place in the form that podman writes by itself.
      ...((await engine.isPodman()) ? ['--format', 'docker'] : []),
      ...(options.author === undefined ? [] : ['--author', options.author]),
      ...changes.flatMap((change) => ['--change', change]),
      ...(options.message === undefined ? [] : ['--message', options.message]),
      name,
    ],
    { shown: false },
  );
  const id = toDigest(printed.split('\n').at(-1) ?? '');
  context.reporter.say(`Image ID: ${id}`);
  return {
    builderId: 'packer.post-processor.docker-import',
    id,
    files: [],
    description: `Imported Docker image: ${id}`,
    remove: async () => void (await engine.mustRun(['rmi', '--force', id])),
  };
}

/** Podman leaves the name of the algorithm out. */
function toDigest(id: string): string {
  return id.includes(':') ? id : `sha256:${id}`;
}

async function getRestored(
  { engine, image }: Pick<Work, 'engine' | 'image'>,
  asked: readonly string[],
): Promise<readonly string[]> {
  const text = await engine.mustRun(['inspect', '--type', 'image', '--format', '{{json .Config}}', image], {
    shown: false,
  });
  const { Entrypoint, Cmd } = JSON.parse(text) as {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
  };
  const changes = (word: string) =>
    asked.some((line) => line.trimStart().toUpperCase().startsWith(`${word} `));
  return [
    ...(changes('ENTRYPOINT') ? [] : [`ENTRYPOINT ${JSON.stringify(Entrypoint ?? [])}`]),
    ...(changes('CMD') || changes('ENTRYPOINT') ? [] : [`CMD ${JSON.stringify(Cmd ?? [])}`]),
  ];
}
