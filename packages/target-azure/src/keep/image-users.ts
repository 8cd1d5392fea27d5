import type { ImageReference, VirtualMachineScaleSet } from '@azure/arm-compute';
import type { AzureContext } from '../publish/context';
import { foldRegion } from '../publish/wish';
import { callManager } from '../wait';

/** Somebody who starts, or was started, from an image. */
export interface ImageUser {
  /** Begins a phrase: `the machine web-1`. */
  readonly name: string;
  readonly reference: ImageReference;
  /** Region that it starts in: `westeurope`. */
  readonly region: string;
}

/** All machines and scale sets of the subscription that name an image. Changes nothing. */
export async function listImageUsers(context: AzureContext): Promise<readonly ImageUser[]> {
  const [machines, scaleSets] = await Promise.all([listMachines(context), listScaleSets(context)]);
  const models = scaleSets.map(({ name, location, virtualMachineProfile }) => ({
    ...{ name: `the scale set ${name}`, location },
    reference: virtualMachineProfile?.storageProfile?.imageReference,
  }));
  const instances: Named[] = [];
  // One after another: Azure counts the requests about scale sets.
  for (const each of scaleSets) instances.push(...(await listInstances(context, each)));
  return [...machines, ...models, ...instances].flatMap(({ name, location, reference }) =>
    reference ? [{ name, reference, region: foldRegion(location) }] : [],
  );
}

interface Named {
  readonly name: string;
  readonly location: string;
  readonly reference: ImageReference | undefined;
}

async function listMachines(context: AzureContext): Promise<readonly Named[]> {
  const { virtualMachines } = context.session.compute();
  const machines = await callManager(context, { action: 'Listing the machines' }, (options) =>
    collect(virtualMachines.listAll(options)),
  );
  return machines.map(({ name, location, storageProfile }) => ({
    ...{ name: `the machine ${name}`, location },
    reference: storageProfile?.imageReference,
  }));
}

function listScaleSets(context: AzureContext): Promise<readonly VirtualMachineScaleSet[]> {
  const { virtualMachineScaleSets } = context.session.compute();
  return callManager(context, { action: 'Listing the scale sets' }, (options) =>
    collect(virtualMachineScaleSets.listAll(options)),
  );
}

/** Machines that are no resources of their own; they may be older than what their scale set names now. */
async function listInstances(
  context: AzureContext,
  { id = '', name = '', location, orchestrationMode }: VirtualMachineScaleSet,
): Promise<readonly Named[]> {
  const [, group] = /\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  if (orchestrationMode === 'Flexible' || group === undefined) return [];
  const { virtualMachineScaleSetVMs } = context.session.compute();
  const call = { action: 'Listing the machines of the scale set', what: name };
  const instances = await callManager(context, call, (options) =>
    collect(virtualMachineScaleSetVMs.list(group, name, options)),
  );
  return instances.map((instance) => ({
    ...{ name: `the machine ${instance.name} of the scale set ${name}`, location },
    reference: instance.storageProfile?.imageReference,
  }));
}

async function collect<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const each of list) all.push(each);
  return all;
}
