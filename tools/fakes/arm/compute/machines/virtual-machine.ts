import { randomUUID } from 'node:crypto';
import { endGuest, startGuest } from '../../guests/run-machine';
import { type JsonObject, readObject, readText, writeAt } from '../../json';
import { refuseConflict } from '../../refusal';
import { getName } from '../../routing/resource-id';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { ResourceType, Writing } from '../../types/resource-type';
import { judgeUnchanged } from '../galleries/judge-unchanged';
import { computeVersions } from '../versions';
import { machineActions } from './actions';
import { judgeApplications } from './applications';
import { judgeDisks, leaveDisks, makeDisks } from './disks';
import { fillDisks } from './fill-disks';
import { findImage, type ImageFacts } from './image-reference';
import { holdInterfaces, judgeInterfaces, leaveInterfaces, reserveInterfaces } from './network';
import { judgeOsProfile } from './os-profile';
import { judgePlan } from './plan';
import { getMachine } from './power';
import { judgeRoom, judgeSize } from './size';

const storage = 'properties.storageProfile';
const customDataPath = 'properties.osProfile.customData';

export const virtualMachine: ResourceType = {
  name: 'Microsoft.Compute/virtualMachines',
  versions: computeVersions,
  tracked: true,
  naming: {
    pattern: /^[^\s_\\/"[\]:|<>+=;,?*@&]{1,64}$/,
    rule: 'The name may have 64 characters at most, and no special ones.',
  },
  check: checkCompute('VirtualMachine'),
  checkPatch: checkCompute('VirtualMachineUpdate'),
  judge(writing) {
    const { existing } = writing;
    judgeSize(writing);
    judgePlan(writing);
    judgeDisks(writing);
    judgeInterfaces(writing);
    if (existing) {
      judgeUnchanged(writing, {
        label: 'virtualMachine',
        paths: [`${storage}.osDisk.name`].filter((path) => readText(writing.body, path) !== undefined),
      });
      judgeCustomData(writing, getMachine(existing).customData);
      judgeApplications(writing, readText(existing.properties, 'storageProfile.osDisk.osType') ?? 'Linux');
      return;
    }
    const image = readImage(writing);
    if (image) judgeOsProfile(writing, image);
    judgeApplications(
      writing,
      image?.osType ?? readText(writing.body, `${storage}.osDisk.osType`) ?? 'Linux',
    );
  },
  complete: (writing) => (writing.existing ? keepOwn(writing) : leaveOutSecrets(writing.body)),
  begin(writing, machine) {
    if (writing.existing) return;
    machine.properties = { ...machine.properties, vmId: randomUUID() };
    Object.assign(getMachine(machine), {
      customData: readText(writing.body, customDataPath),
      password: readText(writing.body, 'properties.osProfile.adminPassword'),
    });
  },
  async finish(writing, machine) {
    if (getMachine(machine).started) return;
    try {
      judgeRoom(writing);
    } catch (error) {
      reserveInterfaces(machine, writing.cloud);
      throw error;
    }
    const image = readImage(writing);
    makeDisks(writing, machine, image);
    await fillDisks(writing, machine, image);
    holdInterfaces(machine, writing.cloud);
    Object.assign(getMachine(machine), { started: true, generation: image?.generation ?? 'V1' });
    await startGuest(machine, writing.cloud);
  },
  async leave(machine, cloud) {
    await endGuest(machine);
    leaveDisks(machine, cloud);
    leaveInterfaces(machine, cloud);
  },
  show: showMachine,
  views: { instanceview: showInstance },
  actions: machineActions,
};

/** What a machine is made of; nothing when it is given a disk, or a VHD of its own. */
function readImage({ body, cloud }: Writing): ImageFacts | undefined {
  const reference = readObject(body, `${storage}.imageReference`);
  if (Object.keys(reference).length === 0) return undefined;
  const location = readText(body, 'location') ?? '';
  return findImage(reference, { cloud, location });
}

/** The same may be said again, as a request does that is made twice. */
function judgeCustomData({ body }: Writing, before: string | undefined): void {
  const given = readText(body, customDataPath);
  if (given === undefined || given === before) return;
  throw refuseConflict(
    'PropertyChangeNotAllowed',
    `Changing property 'osProfile.customData' is not allowed.`,
  );
}

/** Passwords and what may hold one are shown to nobody. */
function leaveOutSecrets(body: JsonObject): JsonObject {
  const { adminPassword, customData, ...profile } = readObject(body, 'properties.osProfile');
  const { userData, ...properties } = readObject(body, 'properties');
  const kept = Object.keys(profile).length > 0 ? { osProfile: profile } : {};
  return { ...body, properties: { ...properties, ...kept } };
}

/** A write to what is there changes what it says, and leaves what Azure made. */
function keepOwn({ body, existing }: Writing): JsonObject {
  const { storageProfile, vmId } = existing?.properties ?? {};
  const clean = leaveOutSecrets(body);
  return { ...clean, properties: { ...readObject(clean, 'properties'), storageProfile, vmId } };
}

function showMachine(machine: Resource, cloud: Cloud, query: URLSearchParams): JsonObject {
  const shown = { ...machine.properties, timeCreated: machine.created.toISOString() };
  if (query.get('$expand')?.toLowerCase() !== 'instanceview') return shown;
  return writeAt(shown, 'instanceView', showInstance(machine, cloud));
}

function showInstance(machine: Resource, _cloud: Cloud): JsonObject {
  const { power, generalized, generation } = getMachine(machine);
  const provisioned = machine.state === 'Failed' ? 'failed' : 'succeeded';
  return {
    computerName: readText(machine.properties, 'osProfile.computerName') ?? machine.name,
    hyperVGeneration: generation,
    statuses: [
      {
        code: `ProvisioningState/${provisioned}`,
        level: 'Info',
        displayStatus: `Provisioning ${provisioned}`,
      },
      ...(generalized
        ? [{ code: 'OSState/generalized', level: 'Info', displayStatus: 'VM generalized' }]
        : []),
      { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` },
    ],
  };
}

/** Programs that a machine runs because Azure tells it to. */
export const extension: ResourceType = {
  name: 'Microsoft.Compute/virtualMachines/extensions',
  versions: computeVersions,
  tracked: true,
  check: checkCompute('VirtualMachineExtension'),
  checkPatch: checkCompute('VirtualMachineExtensionUpdate'),
  judge({ cloud, id }) {
    const machine = cloud.resources.find(id.id.split('/').slice(0, -2).join('/'));
    if (machine && getMachine(machine).power !== 'running')
      throw refuseConflict(
        'OperationNotAllowed',
        `Cannot modify extensions in the VM when the VM is not running: '${getName(id)}'.`,
      );
  },
  complete({ body }) {
    const { protectedSettings, ...properties } = readObject(body, 'properties');
    return { ...body, properties };
  },
};
