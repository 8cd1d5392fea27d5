import { readNumber, readText } from '../../json';
import { refuseConflict, refuseParameter } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { ResourceType, Writing } from '../../types/resource-type';
import { judgeUnchanged } from '../galleries/judge-unchanged';
import { diskVersions } from '../versions';
import { accessActions, refuseShared } from './access';
import { getMachineOf } from './attachment';
import { fillDisk, judgeCreation } from './creation';
import { getDiskState } from './disk-state';

export const disk: ResourceType = {
  name: 'Microsoft.Compute/disks',
  versions: diskVersions,
  tracked: true,
  naming: {
    pattern: /^\w[\w.-]{0,78}\w?$/,
    rule: 'The name may have letters, digits, dots, dashes and underscores, 80 at most.',
  },
  check: checkCompute('Disk'),
  checkPatch: checkCompute('DiskUpdate'),
  judge: judgeDisk,
  complete: keepOwner,
  async finish(writing, resource) {
    if (writing.method === 'PUT') await fillDisk(writing, resource);
  },
  mayDelete(resource, cloud) {
    if (getDiskState(resource).access !== undefined) throw refuseShared(resource);
    const machine = getMachineOf(resource, cloud);
    if (machine)
      throw refuseConflict('OperationNotAllowed', `Disk ${resource.name} is attached to VM ${machine.id}.`);
  },
  show: (resource, cloud) => ({
    ...resource.properties,
    timeCreated: resource.created.toISOString(),
    diskState: getState(resource, cloud),
  }),
  actions: accessActions,
};

export const snapshot: ResourceType = {
  name: 'Microsoft.Compute/snapshots',
  versions: diskVersions,
  tracked: true,
  check: checkCompute('Snapshot'),
  checkPatch: checkCompute('SnapshotUpdate'),
  judge: judgeDisk,
  async finish(writing, resource) {
    if (writing.method === 'PUT') await fillDisk(writing, resource);
  },
  mayDelete(resource) {
    if (getDiskState(resource).access !== undefined) throw refuseShared(resource);
  },
  show: (resource) => ({ ...resource.properties, timeCreated: resource.created.toISOString() }),
  actions: accessActions,
};

function judgeDisk(writing: Writing): void {
  const { existing, body } = writing;
  if (!existing) {
    judgeCreation(writing);
    return;
  }
  if (getDiskState(existing).access !== undefined) throw refuseShared(existing);
  const fixed = ['createOption', 'sourceUri', 'sourceResourceId', 'uploadSizeBytes'];
  judgeUnchanged(writing, { label: 'disk', paths: fixed.map((name) => `properties.creationData.${name}`) });
  const [was = 0, is = was] = [
    readNumber(existing.properties, 'diskSizeGB'),
    readNumber(body, 'properties.diskSizeGB'),
  ];
  if (is < was)
    throw refuseParameter(
      'disk.diskSizeGB',
      `Resizing the disk to a smaller size is not supported: ${was} GB to ${is} GB.`,
    );
}

/** Whose a disk is, its body does not say. */
function keepOwner({ body, existing }: Writing) {
  const managedBy = readText(existing?.envelope, 'managedBy');
  return { ...body, ...(managedBy !== undefined && { managedBy }) };
}

function getState(resource: Resource, cloud: Cloud): string {
  const { access, uploaded } = getDiskState(resource);
  const isUpload = readText(resource.properties, 'creationData.createOption')?.toLowerCase() === 'upload';
  if (access === 'Write') return 'ActiveUpload';
  if (isUpload && !uploaded) return 'ReadyToUpload';
  const machine = getMachineOf(resource, cloud);
  if (machine) return machine.power === 'deallocated' ? 'Reserved' : 'Attached';
  return access === 'Read' ? 'ActiveSAS' : 'Unattached';
}
