import { fillIn } from '@strata/sdk/testing';
import { ebsSchema } from '../builders/ebs/schema';
import type { MachineOptions } from '../builders/fields/machine';
import type { ImageOptions } from '../machine/image-options';
import type { Work } from '../machine/work';
import { openWork } from '../steps/open-work';
import { type OpenedBuild, openBuild } from './open-build';
import type { OpenFakeOptions } from './open-fake';

/** A step's surroundings on a fake cloud. */
export interface OpenedStep extends AsyncDisposable {
  readonly build: OpenedBuild;
  /** The build as far as a step sees it, with these options and defaults for the rest. */
  open(given?: Readonly<Record<string, unknown>>): Promise<Work<ImageOptions & MachineOptions>>;
}

export async function openStep(more?: OpenFakeOptions): Promise<OpenedStep> {
  const build = await openBuild(more);
  const works: Work[] = [];
  return {
    build,
    open: async (given = {}) => {
      const options = fillIn(ebsSchema, {
        region: 'eu-central-1',
        ami_name: 'web-1',
        source_ami: build.sourceId,
        instance_type: 't3.small',
        ssh_username: 'admin',
        ...given,
      }) as ImageOptions;
      const work = await openWork(build.machine, options);
      works.push(work);
      build.fake.log.clear();
      return work;
    },
    [Symbol.asyncDispose]: async () => {
      for (const work of works) work.session.close();
      await build[Symbol.asyncDispose]();
    },
  };
}
