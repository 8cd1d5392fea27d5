import { judgeVhd } from '../../blobs/judge-vhd';
import { type JsonObject, readObject, readText, writeAt } from '../../json';
import { refuse, refuseConflict, refuseMissing } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Resource } from '../../state/resource';
import type { ResourceType, Writing } from '../../types/resource-type';
import { keepContent } from '../contents';
import { judgeUnchanged } from '../galleries/judge-unchanged';
import { getMachine, isGeneralized } from '../machines/power';
import { computeVersions } from '../versions';

const osDisk = 'properties.storageProfile.osDisk';

/** A managed image: of a machine that forgot who it is, or of a disk. */
export const image: ResourceType = {
  name: 'Microsoft.Compute/images',
  versions: computeVersions,
  tracked: true,
  naming: {
    pattern: /^\w[\w.-]{0,78}\w?$/,
    rule: 'The name may have letters, digits, dots, dashes and underscores, 80 at most.',
  },
  check: checkCompute('Image'),
  checkPatch: checkCompute('ImageUpdate'),
  judge(writing) {
    if (writing.existing)
      judgeUnchanged(writing, {
        label: 'image',
        paths: [
          'properties.sourceVirtualMachine.id',
          `${osDisk}.blobUri`,
          `${osDisk}.managedDisk.id`,
          `${osDisk}.snapshot.id`,
        ].filter((path) => readText(writing.body, path) !== undefined),
      });
    else if (readText(writing.body, 'properties.sourceVirtualMachine.id') === undefined) judgeDisk(writing);
    else judgeMachine(writing);
  },
  async finish(writing, resource) {
    const uri = readText(writing.body, `${osDisk}.blobUri`);
    if (uri !== undefined) await judgeVhd(writing.cloud.blobs, uri, 'owner');
    const machine = writing.cloud.resources.find(
      readText(writing.body, 'properties.sourceVirtualMachine.id') ?? '',
    );
    if (machine) resource.properties = copyDisk(resource.properties, machine);
    const disk = ['managedDisk.id', 'snapshot.id'].map((name) => readText(writing.body, `${osDisk}.${name}`));
    const id = machine?.id ?? disk.find((one) => one !== undefined);
    await keepContent(resource, { id, uri }, writing.cloud);
  },
};

function judgeMachine(writing: Writing): void {
  const { body, cloud } = writing;
  const id = readText(body, 'properties.sourceVirtualMachine.id') ?? '';
  const machine = cloud.resources.find(id);
  if (!machine)
    throw refuse('ResourceNotFound', `The source virtual machine '${id}' was not found.`, { status: 404 });
  if (!isGeneralized(machine))
    throw refuseConflict(
      'OperationNotAllowed',
      `The source VM '${machine.name}' of the image has to be generalized: deallocate it and mark it as generalized.`,
    );
  judgePlace(writing, machine);
  judgeGeneration(writing, machine);
}

function judgePlace({ body, cloud }: Writing, source: Resource): void {
  const location = cloud.findLocation(readText(body, 'location') ?? '')?.name;
  if (readText(source.envelope, 'location') !== location)
    throw refuse('InvalidParameter', `The image has to be in the region of its source '${source.id}'.`, {
      target: 'location',
    });
}

function judgeGeneration({ body }: Writing, source: Resource): void {
  const said = readText(body, 'properties.hyperVGeneration') ?? 'V1';
  const own = getMachine(source).generation;
  if (own !== said)
    throw refuseConflict(
      'OperationNotAllowed',
      `The Hypervisor Generation '${said}' of the image does not match '${own}' of its source '${source.id}'.`,
    );
}

function judgeDisk(writing: Writing): void {
  const { body, cloud } = writing;
  const sources = ['blobUri', 'managedDisk.id', 'snapshot.id'].map((name) =>
    readText(body, `${osDisk}.${name}`),
  );
  const [uri, ...ids] = sources;
  if (sources.every((source) => source === undefined)) throw refuseMissing('image.storageProfile.osDisk');
  if (uri !== undefined && !/\.vhd$/.test(uri.split('?')[0] ?? ''))
    throw refuse('InvalidParameter', `The blob name of '${uri}' has to end in '.vhd'.`, {
      target: `${osDisk}.blobUri`,
    });
  for (const id of ids) {
    if (id === undefined) continue;
    const source = cloud.resources.find(id);
    if (!source) throw refuse('ResourceNotFound', `The source disk '${id}' was not found.`, { status: 404 });
    judgePlace(writing, source);
  }
}

/** An image tells of the disk that its machine had. */
function copyDisk(properties: JsonObject, machine: Resource): JsonObject {
  const disk = readObject(machine.properties, 'storageProfile.osDisk');
  const { osType = 'Linux', diskSizeGB, caching, managedDisk } = disk;
  const id = readText(managedDisk, 'id');
  const copied = {
    ...{ osType, osState: 'Generalized', diskSizeGB, caching },
    ...(id !== undefined && { managedDisk: { id } }),
    storageAccountType: readText(managedDisk, 'storageAccountType') ?? 'Standard_LRS',
  };
  return writeAt(properties, 'storageProfile.osDisk', copied);
}
