import { judgeVhd } from '../../blobs/judge-vhd';
import { readNumber, readText } from '../../json';
import { refuse, refuseConflict, refuseParameter } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { Acting, ActionOutcome, ResourceAction } from '../../types/resource-type';
import { getMachineOf } from './attachment';
import { getDiskState } from './disk-state';

/** SAS to a disk's content, given and taken back. */
export const accessActions: Readonly<Record<string, ResourceAction>> = {
  begingetaccess: { check: checkCompute('GrantAccessData'), run: grant },
  endgetaccess: { run: revoke },
};

function grant({ cloud, resource, body }: Acting): ActionOutcome {
  const access = readText(body, 'access') === 'Write' ? 'Write' : 'Read';
  const seconds = readNumber(body, 'durationInSeconds') ?? 0;
  const { blobs } = cloud;
  if (seconds <= 0)
    throw refuseParameter(
      'durationInSeconds',
      `The value '${seconds}' of parameter 'durationInSeconds' is out of range.`,
    );
  judgeAccess(resource, access, cloud);
  if (!blobs) throw refuse('StorageAccountNotFound', 'This cloud has no storage.', { status: 404 });
  return {
    kind: 'later',
    async finish() {
      const state = getDiskState(resource);
      state.access = access;
      const size = readNumber(resource.properties, 'creationData.uploadSizeBytes') ?? emptyDisk;
      state.uri ??= await blobs.makeDisk(size);
      return { accessSAS: await blobs.share(state.uri, { access, seconds }) };
    },
  };
}

/** A disk that nobody wrote to has something to read all the same. */
const emptyDisk = 2 ** 20 + 512;

function judgeAccess(disk: Resource, access: 'Read' | 'Write', cloud: Cloud): void {
  const machine = getMachineOf(disk, cloud);
  const state = getDiskState(disk);
  const isUpload = readText(disk.properties, 'creationData.createOption')?.toLowerCase() === 'upload';
  if (state.access !== undefined) throw refuseShared(disk);
  if (machine?.power === 'running')
    throw refuseConflict(
      'OperationNotAllowed',
      `Cannot get access to disk '${disk.name}': it is attached to running VM '${machine.id}'.`,
    );
  if (access === 'Write' && (!isUpload || state.uploaded))
    throw refuseConflict(
      'OperationNotAllowed',
      `Write access to disk '${disk.name}' is for disks that are created with option 'Upload', once.`,
    );
  if (access === 'Read' && isUpload && !state.uploaded)
    throw refuseConflict(
      'OperationNotAllowed',
      `Disk '${disk.name}' waits for its upload and cannot be read.`,
    );
}

function revoke({ cloud, resource }: Acting): ActionOutcome {
  return {
    kind: 'later',
    async finish() {
      const state = getDiskState(resource);
      // An upload is not over before there is a disk; who ends it too early can go on, and cannot delete it.
      if (state.access === 'Write' && state.uri !== undefined)
        await judgeVhd(cloud.blobs, state.uri, 'owner');
      if (state.access !== undefined && state.uri !== undefined) await cloud.blobs?.withdraw(state.uri);
      if (state.access === 'Write') state.uploaded = true;
      delete state.access;
      return undefined;
    },
  };
}

/** What stands while a SAS is open. */
export function refuseShared({ name }: Resource) {
  return refuseConflict(
    'OperationNotAllowed',
    `There is an active shared access signature outstanding for disk ${name}. Call EndGetAccess before attaching or modifying this disk.`,
  );
}
