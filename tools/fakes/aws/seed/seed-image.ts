import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type BlockMap, blockBytes, blocksPerGib, createBlockMap } from '../blocks/block-map';
import type { BlockStore } from '../blocks/store';
import type { ImageTraits } from '../ec2/images/record';
import type { Cloud } from '../state/cloud';
import { createCountdown, over } from '../state/countdown';
import { createId } from '../state/ids';

/** An image that was there before: somebody's public one unless it says otherwise. */
export interface SeedImage {
  readonly region: string;
  /** @default Amazon's account */
  readonly owner?: string;
  /** Whether everybody may use it. @default true */
  readonly isPublic?: boolean;
  /** @default 8 */
  readonly sizeGib?: number;
  /** File with what stands on its disk. @default none: an empty disk */
  readonly disk?: string;
  /** @default now */
  readonly created?: Date;
  /** Of the image and of its snapshot. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  readonly traits: Partial<ImageTraits> & Pick<ImageTraits, 'name'>;
}

const amazon = '137112412989';
const usualSizeGib = 8;

/** Puts an image and its snapshot into a region. @returns its id */
export async function seedImage(cloud: Cloud, seed: SeedImage): Promise<string> {
  const { owner = amazon, sizeGib = usualSizeGib, isPublic = true, created = cloud.clock.now() } = seed;
  const region = cloud.region(seed.region);
  const blocks =
    seed.disk === undefined ? createBlockMap() : await readDisk(cloud.blocks, seed.disk, sizeGib);
  const common = {
    owner,
    created,
    appears: over,
    pending: createCountdown({}, cloud.clock),
  };
  const makeTags = () => new Map(Object.entries(seed.tags ?? {}));
  const snapshot = region.snapshots.add({
    ...common,
    id: createId('snap'),
    tags: makeTags(),
    sizeGib,
    description: '',
    volumeId: createId('vol'),
    encrypted: false,
    state: 'completed',
    blocks,
    sharedWith: new Set(isPublic ? ['all'] : []),
  });
  const { rootDeviceName = '/dev/xvda' } = seed.traits;
  const disk = { SnapshotId: snapshot.id, VolumeSize: sizeGib, VolumeType: 'gp3' as const };
  const image = region.images.add({
    ...common,
    id: createId('ami'),
    tags: makeTags(),
    state: 'available',
    carriesSnapshots: false,
    launchPermissions: isPublic ? [{ Group: 'all' }] : [],
    protection: { kind: 'disabled' },
    traits: {
      architecture: 'x86_64',
      virtualizationType: 'hvm',
      enaSupport: true,
      bootMode: 'uefi-preferred',
      rootDeviceName,
      mappings: [
        { DeviceName: rootDeviceName, Ebs: { ...disk, DeleteOnTermination: true, Encrypted: false } },
      ],
      ...(owner === amazon && { ownerAlias: 'amazon' }),
      ...seed.traits,
    },
  });
  return image.id;
}

/** Reads a disk into blocks; what is zero is left out. */
async function readDisk(store: BlockStore, path: string, sizeGib: number): Promise<BlockMap> {
  const map = createBlockMap();
  const zero = Buffer.alloc(blockBytes);
  await using file = await open(path, 'r');
  for (let index = 0; index < sizeGib * blocksPerGib; index += 1) {
    const block = Buffer.alloc(blockBytes);
    const { bytesRead } = await file.read(block, 0, blockBytes, index * blockBytes);
    if (bytesRead === 0) break;
    if (block.equals(zero)) continue;
    const digest = createHash('sha256').update(block).digest('base64');
    await store.put(digest, block);
    map.set(index, digest);
  }
  return map;
}
