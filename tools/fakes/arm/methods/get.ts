import { type Refusal, refuse } from '../refusal';
import type { ResourceId } from '../routing/resource-id';
import { getName } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import { judgeGroup, judgeType } from '../types/judge-request';
import { showResource } from '../types/show';
import type { Request } from './request';

/** One resource. A look at it is a look at what goes on with it. */
export async function getResource(request: Request, id: ResourceId): Promise<Reply> {
  const { cloud, version, query, method } = request;
  const type = judgeType(id.type, version, cloud);
  judgeGroup(id, cloud, false);
  const resource = cloud.resources.find(id.id);
  if (resource) await cloud.operations.lookAt(resource);
  // It may have been deleted by this very look.
  const found = cloud.resources.find(id.id);
  if (!found?.appears.look()) throw refuseAbsent(id);
  if (method === 'HEAD') return { status: 204 };
  return { status: 200, body: showResource(found, type, { cloud, query }) };
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
