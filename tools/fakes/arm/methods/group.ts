import { isObject, type JsonObject, readObject, readText } from '../json';
import { refuse } from '../refusal';
import { foldId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import { foldLocation } from '../state/locations';
import type { Resource } from '../state/resource';
import { judgeTags } from '../types/judge-body';
import { findType } from '../types/known-types';
import { accept } from './accept';
import { judgeLocks, judgePermission } from './judge-permission';
import type { Request } from './request';

export const groupType = 'Microsoft.Resources/resourceGroups';
const readGroup = 'Microsoft.Resources/subscriptions/resourceGroups/read';
const groupName = /^[-\w.()]{0,89}[-\w()]$/;

/** Groups of resources: all that is done with one. */
export async function answerGroup(request: Request, name: string): Promise<Reply> {
  const { cloud, method } = request;
  const id = `/subscriptions/${cloud.subscription}/resourceGroups/${name}`;
  if (method === 'PUT') return putGroup(request, id, name);
  if (method === 'GET' || method === 'HEAD') judgePermission(request, readGroup, id);
  const group = cloud.resources.find(id);
  if (group) await cloud.operations.lookAt(group);
  if (method === 'HEAD') return { status: isVisible(cloud.resources.find(id)) ? 204 : 404 };
  const found = cloud.resources.find(id);
  if (!found?.appears.look())
    throw refuse('ResourceGroupNotFound', `Resource group '${name}' could not be found.`, { status: 404 });
  if (method === 'GET') return { status: 200, body: showGroup(found) };
  if (method === 'PATCH') return patchGroup(request, found);
  if (method === 'DELETE') return deleteGroup(request, found);
  throw refuse('MethodNotAllowed', `Groups do not allow ${method}.`, { status: 405 });
}

/** All groups, by `$filter` of nothing. */
export function listGroups(request: Request): Reply {
  const { cloud } = request;
  judgePermission(request, readGroup, `/subscriptions/${cloud.subscription}`);
  const value = cloud.resources.ofType(groupType).filter(isVisible).map(showGroup);
  return { status: 200, body: { value } };
}

function putGroup(request: Request, id: string, name: string): Reply {
  const { cloud, body } = request;
  judgePermission(request, 'Microsoft.Resources/subscriptions/resourceGroups/write', id);
  const envelope = readEnvelope(request);
  if (!groupName.test(name))
    throw refuse(
      'InvalidResourceGroup',
      `The provided resource group name '${name}' has these invalid characters or is longer than 90. The name can only be a letter, digit, '-', '.', '(', ')' or '_', and does not end with '.'.`,
    );
  const existing = cloud.resources.find(id);
  if (existing?.state === 'Deleting') throw refuseLeaving(existing);
  if (existing && readText(existing.envelope, 'location') !== readText(envelope, 'location'))
    throw refuse(
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${readText(body, 'location')}'. The Resource group already exists in location '${readText(existing.envelope, 'location')}'.`,
      { status: 409 },
    );
  if (existing) return { status: 200, body: showGroup(Object.assign(existing, { envelope })) };
  const added = cloud.resources.add({
    id,
    type: groupType,
    name,
    envelope,
    properties: {},
    state: 'Succeeded',
  });
  return { status: 201, body: showGroup(added) };
}

const groupMembers: ReadonlySet<string> = new Set([
  'id',
  'name',
  'type',
  'location',
  'tags',
  'managedBy',
  'properties',
]);

function readEnvelope({ body, cloud }: Request): JsonObject {
  if (!isObject(body))
    throw refuse('InvalidRequestContent', 'The request content was invalid: a JSON object is expected.');
  const unknown = Object.keys(body).find((member) => !groupMembers.has(member));
  if (unknown !== undefined)
    throw refuse(
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: 'Could not find member '${unknown}' on object of type 'ResourceGroupDefinition'. Path '${unknown}'.'.`,
    );
  const location = readText(body, 'location');
  if (location === undefined)
    throw refuse('LocationRequired', 'The location property is required for this definition.');
  if (!cloud.findLocation(location))
    throw refuse(
      'LocationNotAvailableForResourceGroup',
      `The provided location '${location}' is not available for resource group. List of available regions is '${cloud.locations.map((one) => one.name).join(',')}'.`,
    );
  judgeTags(readObject(body, 'tags'));
  const { tags, managedBy } = body;
  return { location: foldLocation(location), ...(tags && { tags }), ...(managedBy && { managedBy }) };
}

function patchGroup({ body }: Request, group: Resource): Reply {
  const tags = readObject(body, 'tags');
  judgeTags(tags);
  group.envelope = { ...group.envelope, tags };
  return { status: 200, body: showGroup(group) };
}

/** Deletes a group with all that is in it, whatever it would say alone. */
function deleteGroup(request: Request, group: Resource): Reply {
  const { cloud } = request;
  judgePermission(request, 'Microsoft.Resources/subscriptions/resourceGroups/delete', group.id);
  judgeLocks(request, group.id);
  for (const lock of cloud.locks)
    if (foldId(lock).startsWith(`${foldId(group.id)}/`)) judgeLocks(request, lock);
  group.state = 'Deleting';
  return accept(
    request,
    {
      resource: group,
      countdown: cloud.startPending(),
      async finish() {
        for (const resource of cloud.resources.nestedIn(group.id))
          await findType(resource.type)?.leave?.(resource, cloud);
        cloud.resources.remove(group.id);
        return undefined;
      },
      fail() {
        group.state = 'Succeeded';
      },
    },
    {
      status: 202,
      location: readText(group.envelope, 'location') ?? 'global',
      namespace: 'Microsoft.Resources',
      follow: 'result',
    },
  );
}

function showGroup({ id, name, envelope, state }: Resource): JsonObject {
  return { id, name, type: groupType, ...envelope, properties: { provisioningState: state } };
}

function isVisible(group: Resource | undefined): boolean {
  return group?.appears.isOver() ?? false;
}

function refuseLeaving({ name }: Resource) {
  return refuse(
    'ResourceGroupBeingDeleted',
    `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
    { status: 409 },
  );
}
