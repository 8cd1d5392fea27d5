import { isObject } from '../json';
import { refuse } from '../refusal';
import type { ResourceId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import { judgeGroup, judgeType } from '../types/judge-request';
import { refuseProblems } from '../types/refuse-problems';
import { accept } from './accept';
import { refuseAbsent } from './get';
import { judgePermission } from './judge-permission';
import { refuseBusy } from './refuse-busy';
import type { Request } from './request';
import { placeOperation } from './write';

/** POST to a resource: `deallocate`, `beginGetAccess`. */
export async function actOnResource(request: Request, id: ResourceId, name: string): Promise<Reply> {
  const { cloud, version } = request;
  const type = judgeType(id.type, version, cloud);
  judgePermission(request, `${type.name}/${name}/action`, id.id);
  judgeGroup(id, cloud, true);
  const resource = cloud.resources.find(id.id);
  if (!resource?.appears.look()) throw refuseAbsent(id);
  const action = type.actions?.[name.toLowerCase()];
  if (!action)
    throw refuse('InvalidResourceType', `The resource type '${type.name}' has no action '${name}'.`, {
      status: 404,
    });
  const body = isObject(request.body) ? request.body : {};
  const problems = action.check?.(body) ?? [];
  if (problems.length > 0) throw refuseProblems(problems);
  if (await cloud.operations.lookAt(resource)) throw refuseBusy(resource);
  const outcome = await action.run({ cloud, resource, body });
  if (outcome.kind === 'now') return { status: 200, ...(outcome.body && { body: outcome.body }) };
  const { finish, fail } = outcome;
  return accept(
    request,
    { resource, countdown: cloud.startPending(), finish, ...(fail && { fail }) },
    { status: 202, ...placeOperation(resource) },
  );
}
