import type { Image } from '@azure/arm-compute';
import type { Resource } from '@strata/sdk';
import { getImageTarget, getMachineTarget } from '../machine/ids';
import type { Work } from '../machine/work';
import { complete } from '../resources/generic';
import { madeKind } from '../resources/made';
import { callManager } from '../wait';
import { getDestination } from './gallery-version';

/** Packer's StepCaptureImage: says that the machine may be copied, unless it is to stay as it is. */
export async function generalize(work: Work): Promise<void> {
  const { ask, context, names, place, session } = work;
  if (getDestination(work)?.isSpecialized) {
    context.reporter.say('Skipping generalization of Compute Gallery Image');
    return;
  }
  context.reporter.say('Generalizing machine ...');
  const request = { action: 'Generalizing the machine', what: names.machine };
  await callManager(ask, request, (o) =>
    session.compute().virtualMachines.generalize(place.group, names.machine, o),
  );
}

/** A managed image, and its entry in the ledger. */
export interface CapturedImage {
  readonly id: string;
  readonly noted: Resource;
}

/** The managed image that the template asks for; undefined when it asks for none. */
export async function captureImage(work: Work): Promise<CapturedImage | undefined> {
  const { ask, context, names, options, place, reach, session, tags } = work;
  const { managed_image_name: name, managed_image_resource_group_name: group = '' } = options;
  if (!name) return undefined;
  context.reporter.say('Capturing image ...');
  context.reporter.say(` -> Image ResourceGroupName   : '${group}'`);
  context.reporter.say(` -> Image Name                : '${name}'`);
  context.reporter.say(` -> Image Location            : '${place.location}'`);
  const target = getImageTarget({ subscription: session.subscription, group }, name);
  const noted = await context.resources.note(madeKind, { ...reach, ...target });
  const machine = getMachineTarget({ subscription: session.subscription, group: place.group }, names.machine);
  const compute = session.compute();
  const body: Image = {
    location: place.location,
    tags: { ...tags },
    sourceVirtualMachine: { id: machine.id },
    hyperVGeneration: await findGeneration(work),
    ...(options.managed_image_zone_resilient && { storageProfile: { zoneResilient: true } }),
  };
  const request = { action: 'Making the managed image', what: name };
  const { signal: abortSignal } = ask;
  await complete(ask, { request, within: options.polling_duration_timeout }, () =>
    compute.images.createOrUpdate(group, name, body, { abortSignal }),
  );
  return { id: target.id, noted };
}

/** An image is of the machine's generation; a wrong one is refused. */
async function findGeneration({ ask, names, place, session }: Work): Promise<'V1' | 'V2'> {
  const request = { action: 'Looking at the machine', what: names.machine };
  const view = await callManager(ask, request, (o) =>
    session.compute().virtualMachines.instanceView(place.group, names.machine, o),
  );
  return view.hyperVGeneration === 'V2' ? 'V2' : 'V1';
}
