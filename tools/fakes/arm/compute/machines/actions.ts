import { restartGuest, startGuest, stopGuest } from '../../guests/run-machine';
import { refuseConflict } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Acting, ActionOutcome, ResourceAction } from '../../types/resource-type';
import { getMachine, type PowerState } from './power';

/** What a machine is told to do. */
export const machineActions: Readonly<Record<string, ResourceAction>> = {
  poweroff: { run: (acting) => change(acting, 'stopped', ({ resource }) => stopGuest(resource)) },
  deallocate: { run: (acting) => change(acting, 'deallocated', ({ resource }) => stopGuest(resource)) },
  start: {
    run: (acting) =>
      change(refuseGeneralized(acting), 'running', ({ resource, cloud }) => startGuest(resource, cloud)),
  },
  restart: {
    run: (acting) => change(refuseGeneralized(acting), 'running', ({ resource }) => restartGuest(resource)),
  },
  generalize: { run: generalize },
  capture: { check: checkCompute('VirtualMachineCaptureParameters'), run: refuseCapture },
};

function change(acting: Acting, power: PowerState, work: (acting: Acting) => Promise<void>): ActionOutcome {
  return {
    kind: 'later',
    async finish() {
      await work(acting);
      getMachine(acting.resource).power = power;
      return undefined;
    },
  };
}

function refuseGeneralized(acting: Acting): Acting {
  if (getMachine(acting.resource).generalized)
    throw refuseConflict(
      'OperationNotAllowed',
      `Operation 'start' is not allowed on VM '${acting.resource.name}' since the VM is generalized.`,
    );
  return acting;
}

function generalize({ resource }: Acting): ActionOutcome {
  const machine = getMachine(resource);
  if (machine.power === 'running')
    throw refuseConflict(
      'OperationNotAllowed',
      `Cannot mark Virtual Machine '${resource.name}' as Generalized. Please deallocate or power off the virtual machine before marking it as Generalized.`,
    );
  machine.generalized = true;
  return { kind: 'now' };
}

/** Capturing into a storage account is for machines without managed disks, which the fake has none of. */
function refuseCapture({ resource }: Acting): never {
  throw refuseConflict(
    'OperationNotAllowed',
    `Capture operation cannot be performed on VM '${resource.name}' because it has managed disks. Create an image of it instead.`,
  );
}
