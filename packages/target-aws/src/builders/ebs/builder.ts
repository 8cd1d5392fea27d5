import type { Artifact, MachineBuilder } from '@strata/sdk';
import { createArtifact } from '../../machine/artifact';
import { getNoEphemeral, toMapping } from '../../machine/block-devices';
import { joinTags } from '../../machine/tags';
import type { Work } from '../../machine/work';
import { createImage } from '../../steps/create-image';
import { enableFastLaunch } from '../../steps/fast-launch';
import { deprecate, modifyImages, protect } from '../../steps/image-settings';
import {
  type LaunchedMachine,
  launchMachine,
  type MachineMeans,
  workOnMachine,
} from '../../steps/live-machine';
import { type MadeImages, makeImages } from '../../steps/make-images';
import { openWork } from '../../steps/open-work';
import { prevalidate } from '../../steps/prevalidate';
import { findSourceImage } from '../../steps/source-image';
import { modifyInstance, stopInstance } from '../../steps/stop-instance';
import type { BuilderMeans } from '../means';
import type { EbsOptions, EbsSchema } from './schema';

/** Packer's own word, which scripts look for. */
const BUILDER_ID = 'mitchellh.amazonebs';

export function createEbsBuilder({ connectMachine }: BuilderMeans): MachineBuilder<EbsSchema> {
  return {
    build: async (context, options, provision) => {
      const work = await openWork(context, options);
      return build(work, { connect: connectMachine, provision });
    },
  };
}

async function build(work: Work<EbsOptions>, means: MachineMeans): Promise<Artifact | undefined> {
  const { context, options } = work;
  await context.step('StepPreValidate', () => prevalidate(work));
  const source = await context.step('StepSourceAMIInfo', () => findSourceImage(work));
  const launched = await launchMachine(work, source, {
    mappings: [
      ...options.launch_block_device_mappings.map(toMapping),
      ...(options.no_ephemeral ? getNoEphemeral() : []),
    ],
    volumeTags: joinTags(options.run_volume_tags, options.run_volume_tag),
  });
  const { machine } = launched;
  await workOnMachine(work, launched, means);
  await context.step('StepStopEBSBackedInstance', () => stopInstance(work, machine));
  await context.step('StepModifyEBSBackedInstance', () => modifyInstance(work, machine));
  if (options.skip_create_ami) {
    context.reporter.say('Skipping AMI creation...');
    return undefined;
  }
  const made = await make(work, launched);
  await finish(work, made);
  return createArtifact(work, BUILDER_ID, made.images);
}

function make(work: Work<EbsOptions>, { machine, runTags, values }: LaunchedMachine): Promise<MadeImages> {
  const mappings = work.options.ami_block_device_mappings.map(toMapping);
  return makeImages(work, {
    values,
    runTags,
    makeFirst: (wish) => createImage(work, { ...wish, machine, mappings }),
  });
}

/** What is said about the images once they are there. They belong to the artifact only when all of it holds. */
async function finish(work: Work<EbsOptions>, { images, keep }: MadeImages): Promise<void> {
  const { step } = work.context;
  await step('stepEnableFastLaunch', () => enableFastLaunch(work, images));
  await step('StepEnableDeprecation', () => deprecate(work, images));
  await step('StepModifyAMIAttributes', () => modifyImages(work, images));
  // Last: a protected image could not be removed again if something else failed.
  await step('StepEnableDeregistrationProtection', () => protect(work, images));
  await keep();
}
