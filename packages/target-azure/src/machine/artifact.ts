import type { Artifact } from '@strata/sdk';
import type { Target } from '../resources/generic';
import { openReach } from '../resources/reach';
import { getLastName, removeOwn } from '../resources/remove';
import { vhdKind } from '../resources/vhd';
import type { CapturedImage } from '../steps/capture';
import type { CapturedVhd } from '../steps/capture-vhd';
import { getDestination, type PublishedVersion } from '../steps/gallery-version';
import { getImageTarget, getVersionTarget } from './ids';
import type { Work } from './work';

/** Packer's own word, which scripts look for. */
const BUILDER_ID = 'Azure.ResourceManagement.VMImage';

/** What a build has made. */
export interface Made {
  readonly image: CapturedImage | undefined;
  readonly vhds: readonly CapturedVhd[];
  readonly version: PublishedVersion | undefined;
  /** Id of the machine's disk, where it stays. */
  readonly keptDisk?: string;
}

/** The images of a build, in Packer's words, which scripts look for. */
export function createArtifact(work: Work, { image, vhds, version, keptDisk }: Made): Artifact {
  const { options, place, system } = work;
  const lines = [
    `${BUILDER_ID}:`,
    '',
    `OSType: ${system}`,
    ...(image
      ? [
          `ManagedImageResourceGroupName: ${options.managed_image_resource_group_name}`,
          `ManagedImageName: ${options.managed_image_name}`,
          `ManagedImageId: ${image.id}`,
          `ManagedImageLocation: ${place.location}`,
          ...optional('ManagedImageOSDiskSnapshotName', options.managed_image_os_disk_snapshot_name),
          ...optional('ManagedImageDataDiskSnapshotPrefix', options.managed_image_data_disk_snapshot_prefix),
          ...optional('OSDiskUri', keptDisk),
        ]
      : []),
    ...vhds.map(({ url }, index) =>
      index === 0 ? `VHDOSDiskUri: ${url}` : `AdditionalDiskUri (datadisk-${index}): ${url}`,
    ),
    ...describeVersion(work, version),
  ];
  return {
    builderId: BUILDER_ID,
    id: (image && keptDisk) ?? image?.id ?? version?.id ?? vhds[0]?.url ?? '',
    files: [],
    description: `${lines.join('\n')}\n`,
    remove: () => removeImages(work, vhds),
  };
}

function describeVersion(work: Work, version: PublishedVersion | undefined): readonly string[] {
  const destination = getDestination(work);
  if (!version || !destination) return [];
  return [
    `ManagedImageSharedImageGalleryId: ${version.id}`,
    `SharedImageGalleryResourceGroup: ${destination.group}`,
    `SharedImageGalleryName: ${destination.gallery}`,
    `SharedImageGalleryImageName: ${destination.image}`,
    `SharedImageGalleryImageVersion: ${destination.version}`,
    `SharedImageGalleryReplicatedRegions: ${version.regions.join(', ')}`,
  ];
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value ? [`${name}: ${value}`] : [];
}

/** Packer's Destroy: what is made of something goes before it. The build is over by then, so that its login may be, too. */
async function removeImages(work: Work, vhds: readonly CapturedVhd[]): Promise<void> {
  const { context, options, reach, session } = work;
  const { signal } = new AbortController();
  const removal = { ...context, signal };
  const destination = getDestination(work);
  const { managed_image_name: name, managed_image_resource_group_name: group = '' } = options;
  const targets: readonly Target[] = [
    ...(destination ? [getVersionTarget(destination)] : []),
    ...(name ? [getImageTarget({ subscription: session.subscription, group }, name)] : []),
  ];
  const login = await openReach(removal, reach);
  for (const target of targets)
    await removeOwn(removal, login, { reach, target, what: getLastName(target.id) });
  for (const { blob } of vhds) await vhdKind.remove(removal, { ...reach, ...blob });
}
