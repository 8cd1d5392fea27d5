import type { ResourceId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import { judgeGroup, judgeType } from '../types/judge-request';
import type { ResourceType } from '../types/resource-type';
import { accept } from './accept';
import { judgeLocks, judgePermission } from './judge-permission';
import { refuseBusy } from './refuse-busy';
import type { Request } from './request';
import { placeOperation } from './write';

/** Deletes one resource. What is not there is answered by 204, as ARM does. */
export async function deleteResource(request: Request, id: ResourceId): Promise<Reply> {
  const { cloud, version } = request;
  const type = judgeType(id.type, version, cloud);
  judgePermission(request, `${type.name}/delete`, id.id);
  judgeGroup(id, cloud, false);
  const resource = cloud.resources.find(id.id);
  // What was deleted softly is gone for good by a second deletion.
  if (!resource) return { status: cloud.galleries.softDeleted.take(id.id) ? 200 : 204 };
  judgeLocks(request, resource.id);
  if (await cloud.operations.lookAt(resource)) throw refuseBusy(resource);
  if (!cloud.resources.find(id.id)) return { status: 204 };
  type.mayDelete?.(resource, cloud);
  if (type.synchronous) {
    await remove(resource, type, cloud);
    return { status: 200 };
  }
  const before = resource.state;
  resource.state = 'Deleting';
  return accept(
    request,
    {
      resource,
      countdown: cloud.startPending(),
      async finish() {
        await remove(resource, type, cloud);
        return undefined;
      },
      fail() {
        resource.state = before;
      },
    },
    { status: 202, ...placeOperation(resource) },
  );
}

/** Takes it away, with what goes with it. */
async function remove(resource: Resource, type: ResourceType, cloud: Cloud): Promise<void> {
  await type.leave?.(resource, cloud);
  cloud.resources.remove(resource.id);
}
