import { createHash } from 'node:crypto';
import { getEncryptionName, getImageKey, getVersion, type ImageContent } from './keys';
import type { AwsDestination, Sharing } from './settings';
import { type Tags, tagNames } from './tags';

/** What is to be in a region. */
export interface RegionWish {
  readonly region: string;
  readonly isHome: boolean;
  readonly key: string;
  /** Of the image in AWS. */
  readonly name: string;
  readonly encryption: string;
  /** Of the image, all but that of its disk and whom it is shared with. */
  readonly tags: Tags;
  readonly sharing: Sharing;
  /** Milliseconds from its making. */
  readonly deprecateAfter: number | undefined;
  readonly isProtected: boolean;
  /** Names of parameters. */
  readonly channels: readonly string[];
}

/** A tag has room for no more digests. */
const mostParents = 3;

/** Says for each region what is to be there, home first. */
export function getWishes(
  destination: AwsDestination,
  {
    image,
    content,
    parentDisks = [],
  }: {
    readonly image: string;
    readonly content: ImageContent;
    /** Digests of what is on the disks of images that it stands on. */
    readonly parentDisks?: readonly string[];
  },
): readonly RegionWish[] {
  const { region: home, regions } = destination;
  const all = [home, ...regions.filter((region) => region !== home)];
  return [...new Set(all)].map((region) => {
    const encryption = getEncryptionName(destination.encryption, region);
    const key = getImageKey(content, destination.registration, encryption);
    const own = {
      [tagNames.image]: image,
      [tagNames.key]: key,
      [tagNames.encryption]: encryption,
      ...(parentDisks.length > 0 && { [tagNames.parent]: parentDisks.slice(0, mostParents).join(' ') }),
      [tagNames.build]: `publish.${destination.name}.${image}.${getVersion(key)}`,
    };
    return {
      region,
      isHome: region === home,
      key,
      name: fill(destination.nameTemplate, { image, version: getVersion(key) }),
      encryption,
      tags: { ...destination.tags, ...own },
      sharing: destination.sharing,
      deprecateAfter: destination.deprecateAfter,
      isProtected: destination.isProtected,
      channels: destination.channels.map((channel) => fill(channel, { image })),
    };
  });
}

export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A word for whom an image is shared with; undefined for nobody. */
export function getSharingName({
  accounts,
  organizations,
  organizationalUnits,
  withSnapshots,
}: Sharing): string | undefined {
  const all = [accounts, organizations, organizationalUnits].map((each) => [...new Set(each)].sort());
  if (all.every((each) => each.length === 0)) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([...all, withSnapshots]))
    .digest('hex');
}
