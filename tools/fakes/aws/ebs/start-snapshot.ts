import type { StartSnapshotRequest, StartSnapshotResponse } from '@aws-sdk/client-ebs';
import type { Action, Call } from '../action';
import { blockBytes, createBlockMap } from '../blocks/block-map';
import { addSnapshot } from '../ec2/snapshots/add-snapshot';
import type { SnapshotRecord } from '../ec2/snapshots/record';
import { Refusal, refuse } from '../refusal';
import { answerOnce } from '../rules/client-token';
import { addTags, showTags } from '../rules/tags';
import type { Tags } from '../state/resource';
import { findCompleted } from './find-snapshot';
import { refuseInvalid } from './refusals';

const largestVolumeGib = 65_536;
const timeoutMinutes = { least: 10, usual: 60, most: 4320 };
const millisecondsInMinute = 60_000;

/** Begins a snapshot whose blocks are sent one by one, over those of a parent if there is one. */
export const startSnapshot: Action<StartSnapshotRequest, StartSnapshotResponse> = (call) =>
  answerOnce(call, {
    action: 'StartSnapshot',
    token: call.input.ClientToken,
    mismatch: refuseConflict,
    make: () => start(call),
  });

function refuseConflict(): Refusal {
  return refuse(
    'ConflictException',
    'The request uses the same client token as a previous, but non-identical request.',
    { status: 409 },
  );
}

function start(call: Call<StartSnapshotRequest>): StartSnapshotResponse {
  const { cloud, region, account, input, now } = call;
  const { VolumeSize: sizeGib = 0, ParentSnapshotId: parentId, Description: description } = input;
  checkSize(sizeGib);
  const timeout = checkTimeout(input.Timeout);
  const parent = parentId === undefined ? undefined : findCompleted(call, parentId);
  if (parent) checkChild(input, parent);
  const tags = readTags(input);
  const encryption = parent ? inherit(parent) : chooseEncryption(call);
  const snapshot = addSnapshot(cloud, region, {
    ...encryption,
    owner: account,
    sizeGib,
    blocks: createBlockMap(parent?.blocks),
    description,
    tags,
    upload: {
      ...(parentId !== undefined && { parentId }),
      timeoutMilliseconds: timeout * millisecondsInMinute,
      lastWrite: now,
    },
  });
  return {
    SnapshotId: snapshot.id,
    OwnerId: account,
    Status: 'pending',
    StartTime: snapshot.created,
    VolumeSize: sizeGib,
    BlockSize: blockBytes,
    Description: description,
    ParentSnapshotId: parentId,
    KmsKeyArn: encryption.kmsKeyId,
    Tags: showTags(tags),
  };
}

function checkSize(sizeGib: number): void {
  if (!Number.isInteger(sizeGib) || sizeGib < 1 || sizeGib > largestVolumeGib)
    throw refuseInvalid('INVALID_VOLUME_SIZE', `VolumeSize must be between 1 and ${largestVolumeGib} GiB.`);
}

function checkTimeout(minutes: number = timeoutMinutes.usual): number {
  if (!Number.isInteger(minutes) || minutes < timeoutMinutes.least || minutes > timeoutMinutes.most)
    throw refuseInvalid(
      'INVALID_PARAMETER_VALUE',
      `Timeout must be between ${timeoutMinutes.least} and ${timeoutMinutes.most} minutes.`,
    );
  return minutes;
}

function checkChild(
  { VolumeSize = 0, Encrypted, KmsKeyArn }: StartSnapshotRequest,
  parent: SnapshotRecord,
): void {
  if (Encrypted !== undefined || KmsKeyArn !== undefined)
    throw refuseInvalid(
      'INVALID_PARAMETER_VALUE',
      'Encrypted and KmsKeyArn cannot be specified with ParentSnapshotId: the parent’s encryption is inherited.',
    );
  if (VolumeSize < parent.sizeGib)
    throw refuseInvalid(
      'INVALID_VOLUME_SIZE',
      `VolumeSize must be at least that of the parent snapshot, ${parent.sizeGib} GiB.`,
    );
}

function inherit({ encrypted, kmsKeyId }: SnapshotRecord) {
  return { encrypted, ...(kmsKeyId !== undefined && { kmsKeyId }) };
}

function chooseEncryption({ region, account, input }: Call<StartSnapshotRequest>) {
  const { Encrypted: encrypted = false, KmsKeyArn: name } = input;
  if (!encrypted && name !== undefined)
    throw refuseInvalid('INVALID_PARAMETER_VALUE', 'KmsKeyArn requires Encrypted to be true.');
  if (!encrypted) return { encrypted };
  const key = name === undefined ? region.kms.getDefault(account) : region.kms.find(name, account);
  if (!key)
    throw refuseInvalid('INVALID_CUSTOMER_KEY', `The key '${name}' does not exist or cannot be used.`);
  return { encrypted, kmsKeyId: key.arn };
}

/** EC2's rules for tags, in the words of this service. */
function readTags({ Tags = [] }: StartSnapshotRequest): Tags {
  try {
    return addTags(new Map(), Tags);
  } catch (error) {
    throw error instanceof Refusal ? refuseInvalid('INVALID_TAG', error.message) : error;
  }
}
