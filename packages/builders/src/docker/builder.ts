import { join } from 'node:path';
import {
  type Artifact,
  type ConnectContainer,
  type ContainerEngine,
  findContainerEngine,
  type MachineBuilder,
  type MachineContext,
} from '@strata/sdk';
import { commitContainer } from './commit';
import { exportContainer } from './export';
import { getImage } from './image';
import { containerKind } from './resources';
import { getRunArguments } from './run-arguments';
import type { DockerOptions, DockerSchema } from './schema';

/** A container under way. */
export interface Work {
  readonly context: MachineContext;
  readonly options: DockerOptions;
  readonly engine: ContainerEngine;
  /** Name of the container. */
  readonly name: string;
  /** What it starts from: a reference, or the id of what was built. */
  readonly image: string;
}

export function createDockerBuilder({
  connect,
}: {
  readonly connect: ConnectContainer;
}): MachineBuilder<DockerSchema> {
  return {
    build: async (context, options, provision) => {
      const engine = await findContainerEngine(context, options.docker_path);
      const image = await getImage({ context, options, engine });
      const name = getName(context);
      const work: Work = { context, options, engine, image, name };
      await context.resources.note(containerKind, { program: engine.program, name });
      const id = await context.step('StepRun', () => start(work));
      const { communicator, close } = await context.step('StepConnectDocker', () =>
        connect(context, { engine, id, user: options.exec_user, fixOwner: options.fix_upload_owner }),
      );
      const facts = { ID: id, ConnType: 'docker' };
      await context.step('StepProvision', () => provision({ communicator, facts }));
      await close();
      return finish(work);
    },
  };
}

/** Names of containers are made of few characters. */
function getName({ buildId, buildName }: MachineContext): string {
  return `strata-${buildId}-${buildName.replace(/[^A-Za-z0-9_.-]/gu, '-')}`;
}

async function start(work: Work): Promise<string> {
  const { context, engine, image, name } = work;
  // What an earlier try of this step may have left has the same name.
  await containerKind.remove(context, { program: engine.program, name });
  const files = join(context.scratch, name);
  await context.ports.files.makeFolder(files);
  context.reporter.say(`Starting docker container of ${image}`);
  const printed = await engine.mustRun(getRunArguments(work, files), { shown: false });
  const id = printed.split('\n').at(-1) ?? '';
  context.reporter.say(`Container ID: ${id}`);
  return id;
}

async function finish(work: Work): Promise<Artifact> {
  const { commit, export_path: path } = work.options;
  if (commit) return work.context.step('StepCommit', () => commitContainer(work));
  if (path !== undefined) return work.context.step('StepExport', () => exportContainer(work, path));
  work.context.reporter.say('Container will be discarded');
  return { builderId: 'packer.docker', id: 'Container', files: [], description: 'Exported Docker file: ' };
}
