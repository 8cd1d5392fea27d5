import type { Image } from '@aws-sdk/client-ec2';

/** An image that is there. */
export type SourceImage = Image & { readonly ImageId: string };

/**
 * What templates read of the source: `{{.SourceAMI}}` in tags and descriptions, `build.SourceAMI` in provisioners.
 * Source: Packer's documentation, "Build template data".
 */
export function getSourceFacts(region: string, image: Image): Readonly<Record<string, string>> {
  return {
    BuildRegion: region,
    SourceAMI: image.ImageId ?? '',
    SourceAMICreationDate: image.CreationDate ?? '',
    SourceAMIName: image.Name ?? '',
    SourceAMIOwner: image.OwnerId ?? '',
    SourceAMIOwnerName: image.ImageOwnerAlias ?? '',
  };
}

/** The same with the tags of the source, which only tags and descriptions read: `{{.SourceAMITags.Name}}`. */
export function getPlaceholderValues(region: string, image: Image): Readonly<Record<string, string>> {
  const tags = (image.Tags ?? []).map(({ Key = '', Value = '' }) => [`SourceAMITags.${Key}`, Value] as const);
  return { ...getSourceFacts(region, image), ...Object.fromEntries(tags) };
}

/** Systems whose images read user data by cloud-init, as their makers name them. */
const CLOUD_INIT =
  /ubuntu|debian|amzn|al20\d\d|amazon linux|rhel|red ?hat|centos|rocky|alma|fedora|suse|sles|oracle ?linux|kali/iu;

/** Whether a machine of this image reads user data of ours. Of an image with a name of somebody's own nobody knows. */
export function hasCloudInit({
  Platform: platform,
  Name: name = '',
  Description: description = '',
}: Image): boolean {
  return platform?.toLowerCase() !== 'windows' && CLOUD_INIT.test(`${name} ${description}`);
}
