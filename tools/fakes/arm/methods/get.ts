import { type Refusal, refuse } from '../refusal';
import { getName, parseResourceId, type ResourceId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import { judgeGroup, judgeType } from '../types/judge-request';
import { findType } from '../types/known-types';
import type { ResourceType } from '../types/resource-type';
import { showResource } from '../types/show';
import { judgePermission } from './judge-permission';
import type { Request } from './request';

/** One resource. A look at it is a look at what goes on with it. */
export async function getResource(request: Request, id: ResourceId): Promise<Reply> {
  const type = judgeType(id.type, request.version, request.cloud);
  judgePermission(request, `${type.name}/read`, id.id);
  return await showOne(request, id, type);
}

async function showOne(request: Request, id: ResourceId, type: ResourceType): Promise<Reply> {
  const { cloud, query, method } = request;
  judgeGroup(id, cloud, false);
  const resource = cloud.resources.find(id.id);
  if (resource) await cloud.operations.lookAt(resource);
  // It may have been deleted by this very look.
  const found = cloud.resources.find(id.id);
  if (!found?.appears.look()) throw refuseAbsent(id);
  if (method === 'HEAD') return { status: 204 };
  return { status: 200, body: showResource(found, type, { cloud, query }) };
}

/** A part of a resource that has a path of its own: `virtualMachines/web/instanceView`. @returns nothing when there is none */
export async function getView(request: Request, path: string): Promise<Reply | undefined> {
  const { cloud, version } = request;
  const id = parseResourceId(path.slice(0, path.lastIndexOf('/')));
  const view = findType(id?.type ?? '')?.views?.[path.slice(path.lastIndexOf('/') + 1).toLowerCase()];
  if (!id || !view) return undefined;
  const type = judgeType(id.type, version, cloud);
  judgePermission(request, `${type.name}/${path.slice(path.lastIndexOf('/') + 1)}/read`, id.id);
  await showOne(request, id, type);
  const resource = cloud.resources.find(id.id);
  return resource && { status: 200, body: view(resource, cloud) };
}

/** ARM's word for a resource that is not there. */
export function refuseAbsent(id: ResourceId): Refusal {
  const name = [id.type.split('/').slice(1), id.names].map((part) => part.join('/'));
  const [types = '', names = getName(id)] = name;
  return refuse(
    'ResourceNotFound',
    `The Resource '${id.type.split('/')[0]}/${types}/${names}' under resource group '${id.group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    { status: 404 },
  );
}
