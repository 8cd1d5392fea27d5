import { type JsonObject, readObjects, readText } from '../json';
import { type Refusal, refuse } from '../refusal';
import { foldId } from '../routing/resource-id';
import { foldLocation } from '../state/locations';
import type { Resource } from '../state/resource';
import type { Writing } from '../types/resource-type';

/** What another resource is named by, wherever it is named. Refuses one that is not there, or is elsewhere. */
export function judgeReference(
  { cloud, body, id }: Writing,
  { path, type }: { readonly path: string; readonly type: string },
  owner: JsonObject = body,
): Resource | undefined {
  const reference = readText(owner, `${path}.id`);
  if (reference === undefined) return undefined;
  const found = cloud.resources.find(reference);
  const where = found && readText(found.envelope, 'location');
  const own = foldLocation(readText(body, 'location') ?? '');
  if (!found || foldId(found.type) !== foldId(type) || (where !== undefined && own !== '' && where !== own))
    throw refuseReference(reference, id.id);
  if (found.state === 'Creating' || found.state === 'Failed')
    throw refuse(
      'ReferencedResourceNotProvisioned',
      `Cannot proceed with operation because resource ${reference} used by resource ${id.id} is not in Succeeded state. Resource is in ${found.state} state.`,
      { status: 429, headers: { 'retry-after': '0' } },
    );
  return found;
}

/** A network's word for what is not there, or not here. */
export function refuseReference(reference: string, owner: string): Refusal {
  return refuse(
    'InvalidResourceReference',
    `Resource ${reference} referenced by resource ${owner} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}

/** Configurations of a network interface that name something. */
export function listConfigurations(networkInterface: Resource): readonly JsonObject[] {
  return readObjects(networkInterface.properties, 'ipConfigurations');
}

/** Whether what a body names is this resource. */
export function refersTo(owner: JsonObject, path: string, resource: Resource): boolean {
  return foldId(readText(owner, `${path}.id`) ?? '') === foldId(resource.id);
}
