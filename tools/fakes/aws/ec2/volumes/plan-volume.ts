import type { VolumeType } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { checkVolumeType } from '../images/mappings';
import { canUseSnapshot } from '../snapshots/access';
import type { SnapshotRecord } from '../snapshots/record';
import { settleSnapshot } from '../snapshots/settle';
import type { PlannedVolume } from './add-volume';

/** A volume as it is asked for. */
export interface WantedVolume {
  readonly snapshotId: string | undefined;
  readonly sizeGib: number | undefined;
  readonly type: VolumeType;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
  readonly encrypted: boolean | undefined;
  readonly kmsKeyId: string | undefined;
  /** Whether the snapshot is an image's, which goes with the image. @default false */
  readonly isOfImage?: boolean;
}

/** GiB. Source: Amazon's documentation, "Amazon EBS volume types". */
const sizes: Readonly<Partial<Record<VolumeType, { readonly least: number; readonly most: number }>>> = {
  gp2: { least: 1, most: 16_384 },
  gp3: { least: 1, most: 65_536 },
  io1: { least: 4, most: 16_384 },
  io2: { least: 4, most: 65_536 },
  sc1: { least: 125, most: 16_384 },
  st1: { least: 125, most: 16_384 },
  standard: { least: 1, most: 1_024 },
};

/** What every gp3 volume has. */
const USUAL_IOPS = 3_000;
const USUAL_THROUGHPUT = 125;

/** @throws Refusal when there cannot be such a volume */
export function planVolume(call: Call<object>, wanted: WantedVolume): PlannedVolume {
  const { type, iops, throughput } = wanted;
  checkVolumeType({ Iops: iops, Throughput: throughput }, type);
  const snapshot =
    wanted.snapshotId === undefined ? undefined : getSnapshot(call, wanted.snapshotId, wanted.isOfImage);
  const sizeGib = wanted.sizeGib ?? snapshot?.sizeGib;
  if (sizeGib === undefined)
    throw refuse('MissingParameter', 'The request must contain the parameter size or snapshotId');
  checkSize(sizeGib, type, snapshot);
  const encryption = planEncryption(call, wanted, snapshot);
  return {
    ...{ sizeGib, snapshot, ...encryption, volumeType: type },
    ...(type === 'gp3' && {
      iops: iops ?? USUAL_IOPS,
      throughput: throughput ?? USUAL_THROUGHPUT,
    }),
    ...(type !== 'gp3' && iops !== undefined && { iops }),
  };
}

function getSnapshot({ region, account, now }: Call<object>, id: string, isOfImage = false): SnapshotRecord {
  const snapshot = region.snapshots.get(id);
  if (!isOfImage && !canUseSnapshot(snapshot, account)) throw region.snapshots.kind.notFound([id]);
  settleSnapshot(snapshot, now);
  if (snapshot.state !== 'completed')
    throw refuse('IncorrectState', `Snapshot is in invalid state - ${snapshot.state}`);
  return snapshot;
}

function checkSize(sizeGib: number, type: VolumeType, snapshot: SnapshotRecord | undefined): void {
  const { least, most } = sizes[type] ?? { least: 1, most: 1 };
  if (!Number.isInteger(sizeGib) || sizeGib < least || sizeGib > most)
    throw refuseValue('volumeSize', sizeGib, `Volumes of type ${type} have ${least} to ${most} GiB.`);
  if (snapshot && sizeGib < snapshot.sizeGib)
    throw refuse(
      'InvalidBlockDeviceMapping',
      `Volume of size ${sizeGib}GB is smaller than snapshot '${snapshot.id}', expect size >= ${snapshot.sizeGib}GB`,
    );
}

/** A volume of an encrypted snapshot is encrypted; one of a plain snapshot is when it is wanted. */
function planEncryption(
  { account, region }: Call<object>,
  { encrypted, kmsKeyId }: WantedVolume,
  snapshot: SnapshotRecord | undefined,
): Pick<PlannedVolume, 'encrypted' | 'kmsKeyId'> {
  if (kmsKeyId !== undefined && encrypted !== true && !snapshot?.encrypted)
    throw refuse(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  if (encrypted === false && snapshot?.encrypted)
    throw refuse(
      'InvalidParameterValue',
      `A volume of the encrypted snapshot '${snapshot.id}' cannot be unencrypted.`,
    );
  const isEncrypted = encrypted ?? snapshot?.encrypted ?? false;
  if (!isEncrypted) return { encrypted: false };
  // A key that is not there is noticed when the volume is used, and not before.
  const key = kmsKeyId === undefined ? region.kms.getDefault(account) : region.kms.find(kmsKeyId, account);
  const inherited = kmsKeyId === undefined ? snapshot?.kmsKeyId : undefined;
  return { encrypted: true, kmsKeyId: inherited ?? key?.arn ?? kmsKeyId ?? '' };
}
