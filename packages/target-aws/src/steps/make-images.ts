import { Failure } from '@strata/diagnostics';
import { fillPlaceholders } from '@strata/sdk';
import type { ImageOptions } from '../machine/image-options';
import { getImageTags, getIntermediaryTags, type ImageTags } from '../machine/image-tags';
import type { MadeImage } from '../machine/made-image';
import { getName } from '../machine/names';
import type { Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { copyImage } from './copy-image';
import { deleteSnapshots, deregister, findReplaced } from './deregister';
import { type NotedImage, noteImage } from './note-image';

/** How the first image comes about, in the machine's region. */
export type MakeFirst = (wish: {
  readonly name: string;
  readonly part: 'image' | 'intermediary';
  readonly description: string | undefined;
  readonly tags: ImageTags;
}) => Promise<MadeImage>;

export interface ImageMeans {
  readonly values: Readonly<Record<string, string>>;
  /** Of the machine, filled in. */
  readonly runTags: Tags;
  readonly makeFirst: MakeFirst;
}

/** The images of a build, and their entries in the ledger. */
export interface MadeImages {
  readonly images: readonly MadeImage[];
  /** They belong to the artifact from now on. */
  keep(): Promise<void>;
}

/**
 * Makes the image in every region. It gets its final name at once, unless it is to be encrypted, is not to stay in the
 * machine's region, or another image has the name: then one under another name comes first, and its copies are the images.
 */
export async function makeImages(work: Work<ImageOptions>, means: ImageMeans): Promise<MadeImages> {
  const { context, options, reach, region } = work;
  const replaced = await findReplaced(work, region);
  const isIntermediary =
    options.encrypt_boot === true || options.skip_save_build_region || replaced.length > 0;
  const part = isIntermediary ? 'intermediary' : 'image';
  const description = options.ami_description && fillPlaceholders(options.ami_description, means.values);
  const tags = getImageTags(work, means.values, means.runTags);
  const noted = await noteImage(work, region, part);
  const first = await context.step('stepCreateAMI', () =>
    means.makeFirst({
      part,
      name: isIntermediary ? getName(reach.build, 'intermediary') : options.ami_name,
      description,
      tags: isIntermediary ? getIntermediaryTags(work) : tags,
    }),
  );
  const copies = await context.step('StepAMIRegionCopy', () =>
    copyAll(work, { first, description, tags, regions: getTargets(work, isIntermediary) }),
  );
  if (isIntermediary) await noted.remove();
  const all = [...(isIntermediary ? [] : [{ image: first, noted }]), ...copies];
  return {
    images: all.map(({ image }) => image),
    keep: async () => {
      for (const { noted: entry } of all) await entry.keep();
    },
  };
}

/** Regions that copies go to. */
function getTargets({ options, region }: Work<ImageOptions>, isIntermediary: boolean): readonly string[] {
  const others = [...new Set(options.ami_regions ?? [])].filter((other) => other !== region);
  return isIntermediary && !options.skip_save_build_region ? [region, ...others] : others;
}

interface Copies {
  readonly first: MadeImage;
  readonly description: string | undefined;
  readonly tags: ImageTags;
  readonly regions: readonly string[];
}

interface Entry {
  readonly image: MadeImage;
  readonly noted: NotedImage;
}

/** All copies at a time. Every one is waited for before a failure is told, so that all that was begun is known. */
async function copyAll(work: Work<ImageOptions>, { regions, ...copy }: Copies): Promise<readonly Entry[]> {
  if (regions.length === 0) return [];
  work.context.reporter.say(`Copying/Encrypting AMI (${copy.first.id}) to other regions...`);
  const results = await Promise.allSettled(regions.map((region) => copyOne(work, { ...copy, region })));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const problems = reasons.flatMap((reason) => (reason instanceof Failure ? reason.diagnostics : []));
  const strange = reasons.find((reason) => !(reason instanceof Failure));
  if (strange !== undefined) throw strange;
  if (problems.length > 0) throw new Failure(problems, { cause: reasons[0] });
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function copyOne(
  work: Work<ImageOptions>,
  { first, description, tags, region }: Omit<Copies, 'regions'> & { readonly region: string },
): Promise<Entry> {
  const snapshots = await deregister(work, region, await findReplaced(work, region));
  const noted = await noteImage(work, region, 'image');
  const image = await copyImage(work, { source: first, region, description, tags });
  await deleteSnapshots(work, region, snapshots);
  return { image, noted };
}
