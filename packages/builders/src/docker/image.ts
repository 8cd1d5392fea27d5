import { dirname, join, resolve } from 'node:path';
import { logInByOptions } from '@strata/sdk';
import type { Work } from './builder';
import type { DockerOptions } from './schema';

type Before = Omit<Work, 'image' | 'name'>;

/** Builds or pulls what the container starts from, and gives its name. */
export async function getImage(work: Before): Promise<string> {
  const { context, options } = work;
  const { build, image = '' } = options;
  if (build) return context.step('StepBuild', () => buildImage(work, build));
  if (options.pull) await context.step('StepPull', () => pullImage(work, image));
  return image;
}

async function buildImage(
  { context, engine }: Before,
  build: NonNullable<DockerOptions['build']>,
): Promise<string> {
  const path = resolve(context.baseDirectory, build.path);
  const folder =
    build.build_dir === undefined ? dirname(path) : resolve(context.baseDirectory, build.build_dir);
  const idFile = join(context.scratch, `${context.buildId}-${context.buildName}.iid`);
  context.reporter.say(`Building base image of ${build.path}`);
  await engine.mustRun([
    'build',
    ...['--iidfile', idFile, '--file', path],
    ...(build.pull === false ? [] : ['--pull']),
    ...(build.compress ? ['--compress'] : []),
    ...(build.platform === undefined ? [] : ['--platform', build.platform]),
    ...Object.entries(build.arguments ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    folder,
  ]);
  return (await context.ports.files.readText(idFile)).trim();
}

async function pullImage({ context, engine, options }: Before, image: string): Promise<void> {
  const platform = options.platform === undefined ? [] : ['--platform', options.platform];
  const env = await logInByOptions(context, engine, options);
  context.reporter.say(`Pulling Docker image: ${image}`);
  await engine.mustRun(['pull', ...platform, image], { env });
}
