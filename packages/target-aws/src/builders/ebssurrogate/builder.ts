import type { Artifact, MachineBuilder } from '@strata/sdk';
import { createArtifact } from '../../machine/artifact';
import { toMapping } from '../../machine/block-devices';
import { joinTags } from '../../machine/tags';
import type { Work } from '../../machine/work';
import { createImage } from '../../steps/create-image';
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
import { isSpot } from '../rules/spot';
import { getImageDevices, withoutKey } from './devices';
import { registerImage } from './register-image';
import type { SurrogateOptions, SurrogateSchema } from './schema';
import { swapVolumes } from './swap-volumes';

/** Packer's own word, which scripts look for. */
const BUILDER_ID = 'mitchellh.amazon.ebssurrogate';

export function createSurrogateBuilder({ connectMachine }: BuilderMeans): MachineBuilder<SurrogateSchema> {
  return {
    build: async (context, options, provision) => {
      const work = await openWork(context, options);
      return build(work, { connect: connectMachine, provision });
    },
  };
}

async function build(work: Work<SurrogateOptions>, means: MachineMeans): Promise<Artifact> {
  const { context, options } = work;
  const { step } = context;
  await step('StepPreValidate', () => prevalidate(work));
  const source = await step('StepSourceAMIInfo', () => findSourceImage(work));
  const launched = await launchMachine(work, source, {
    mappings: options.launch_block_device_mappings.map(toMapping),
    volumeTags: joinTags(options.run_volume_tags, options.run_volume_tag),
  });
  await workOnMachine(work, launched, means);
  await step('StepStopEBSBackedInstance', () => stopInstance(work, launched.machine));
  if (!isSpot(options))
    await step('StepModifyEBSBackedInstance', () => modifyInstance(work, launched.machine));
  const { images, keep } = await make(work, launched);
  await step('StepEnableDeprecation', () => deprecate(work, images));
  await step('StepModifyAMIAttributes', () => modifyImages(work, images));
  // Last: a protected image could not be removed again if something else failed.
  await step('StepEnableDeregistrationProtection', () => protect(work, images));
  await keep();
  return createArtifact(work, BUILDER_ID, images);
}

async function make(work: Work<SurrogateOptions>, launched: LaunchedMachine): Promise<MadeImages> {
  const { runTags, values, machine } = launched;
  const means = { runTags, values };
  if (!work.options.use_create_image)
    return makeImages(work, { ...means, makeFirst: (wish) => registerImage(work, machine, wish) });
  const swapped = await work.context.step('StepSwapVolumes', () => swapVolumes(work, machine));
  const mappings = getImageDevices(work.options, (_, disk) => withoutKey(disk));
  return makeImages(work, {
    ...means,
    makeFirst: (wish) => createImage(work, { ...wish, machine: swapped, mappings }),
  });
}
