import type { ImageOptions } from './image-options';
import type { Part } from './made-image';
import { fillTags, getBuildTags, joinTags, PART_TAG, type Tags } from './tags';
import type { Work } from './work';

/** Tags of an image and of its snapshots, all of them from the beginning. */
export interface ImageTags {
  readonly image: Tags;
  readonly snapshot: Tags;
}

/** @param runTags of the machine, filled in */
export function getImageTags(
  { options, reach }: Work<ImageOptions>,
  values: Readonly<Record<string, string>>,
  runTags: Tags,
): ImageTags {
  const own = fillTags(joinTags(options.tags, options.tag), values);
  const image = { ...(options.skip_ami_run_tags ? {} : runTags), ...own };
  const more = fillTags(joinTags(options.snapshot_tags, options.snapshot_tag), values);
  return {
    image: getPartTags(reach, 'image', image),
    snapshot: getPartTags(reach, 'image', { ...image, ...more }),
  };
}

/** Tags of something that only the build itself needs. */
export function getIntermediaryTags({ reach }: Pick<Work, 'reach'>): ImageTags {
  const tags = getPartTags(reach, 'intermediary', {});
  return { image: tags, snapshot: tags };
}

function getPartTags(reach: Work['reach'], part: Part, tags: Tags): Tags {
  return { ...getBuildTags(reach, tags), [PART_TAG]: part };
}
