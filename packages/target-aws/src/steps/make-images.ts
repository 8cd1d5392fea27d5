import { Failure } from '@strata/diagnostics';
import { fillPlaceholders } from '@strata/sdk';
import type { ImageOptions } from '../machine/image-options';
import { getImageTags, getIntermediaryTags, type ImageTags } from '../machine/image-tags';
import type { MadeImage } from '../machine/made-image';
import { getName } from '../machine/names';
import type { Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { type Attempts, createAttempts } from './attempts';
import { copyImage } from './copy-image';
import { deleteSnapshots, deregister, findReplaced } from './deregister';
import type { NotedImage } from './note-image';

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
  const attempts = createAttempts(work);
  const { image: first, noted } = await context.step('stepCreateAMI', async () => ({
    noted: await attempts.begin(region, part),
    image: await means.makeFirst({
      part,
      name: isIntermediary ? getName(reach.build, 'intermediary') : options.ami_name,
      description,
      tags: isIntermediary ? getIntermediaryTags(work) : tags,
    }),
  }));
  const copyOnce = createCopies(work, { first, description, tags, attempts });
  const copied = await context.step('StepAMIRegionCopy', () =>
    copyAll(work, { first: first.id, regions: getTargets(work, isIntermediary), copyOnce }),
  );
  if (isIntermediary) await noted.remove();
  const all = [...(isIntermediary ? [] : [{ image: first, noted }]), ...copied];
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

interface Entry {
  readonly image: MadeImage;
  readonly noted: NotedImage;
}

/** Makes the copy of a region; one that is there is not made again. */
type CopyOnce = (region: string) => Promise<Entry>;

/** All copies at a time. Every one is waited for before a failure is told, so that all that was begun is known. */
async function copyAll(
  { context }: Work,
  {
    first,
    regions,
    copyOnce,
  }: { readonly first: string; readonly regions: readonly string[]; readonly copyOnce: CopyOnce },
): Promise<readonly Entry[]> {
  if (regions.length === 0) return [];
  context.reporter.say(`Copying/Encrypting AMI (${first}) to other regions...`);
  const results = await Promise.allSettled(regions.map(copyOnce));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const problems = reasons.flatMap((reason) => (reason instanceof Failure ? reason.diagnostics : []));
  const strange = reasons.find((reason) => !(reason instanceof Failure));
  if (strange !== undefined) throw strange;
  if (problems.length > 0) throw new Failure(problems, { cause: reasons[0] });
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

interface CopySource {
  readonly first: MadeImage;
  readonly description: string | undefined;
  readonly tags: ImageTags;
  readonly attempts: Attempts;
}

/** A step that is tried again copies to the regions alone that the try before failed at. */
function createCopies(
  work: Work<ImageOptions>,
  { first, description, tags, attempts }: CopySource,
): CopyOnce {
  const done = new Map<string, Entry>();
  const replaced = new Map<string, readonly string[]>();
  return async (region) => {
    const before = done.get(region);
    if (before) return before;
    const noted = await attempts.begin(region, 'image');
    const snapshots = await deregister(work, region, await findReplaced(work, region));
    replaced.set(region, [...(replaced.get(region) ?? []), ...snapshots]);
    const image = await copyImage(work, { source: first, region, description, tags });
    await deleteSnapshots(work, region, replaced.get(region) ?? []);
    done.set(region, { image, noted });
    return { image, noted };
  };
}
