import { isObject, type JsonObject, mergePatch, readText } from '../json';
import { refuse, refuseConflict } from '../refusal';
import { getName, type ResourceId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import { foldLocation } from '../state/locations';
import type { Resource } from '../state/resource';
import { makeEtag } from '../state/store';
import { judgeBody, judgeEnvelope } from '../types/judge-body';
import { judgeGroup, judgeParent, judgeType } from '../types/judge-request';
import type { ResourceType, Writing } from '../types/resource-type';
import { showResource } from '../types/show';
import { accept } from './accept';
import { refuseAbsent } from './get';
import { judgeLinked, judgePermission } from './judge-permission';
import { refuseBusy } from './refuse-busy';
import type { Request } from './request';

/** PUT and PATCH: makes a resource, or changes one. */
export async function writeResource(request: Request, id: ResourceId): Promise<Reply> {
  const { cloud, version } = request;
  const type = judgeType(id.type, version, cloud);
  judgePermission(request, `${type.name}/write`, id.id);
  judgeGroup(id, cloud, true);
  judgeParent(id, cloud);
  const existing = cloud.resources.find(id.id);
  judgeEtag(request, existing);
  if (existing && (await cloud.operations.lookAt(existing))) throw refuseBusy(existing);
  const writing = readWriting(request, { id, type, existing });
  judgeLinked(request, { type: type.name, id: id.id, body: writing.body });
  judgeEnvelope(writing, type);
  await type.judge?.(writing);
  // Somebody else may have begun while this one was looked at.
  const now = cloud.resources.find(id.id);
  if (now && now !== existing) throw refuseBusy(now);
  return await keep(request, { writing, type });
}

function readWriting(
  { method, body, cloud }: Request,
  {
    id,
    type,
    existing,
  }: { readonly id: ResourceId; readonly type: ResourceType; readonly existing: Resource | undefined },
): Writing {
  if (method === 'PUT') return { cloud, id, body: judgeBody(body, type.check, type), existing, method };
  if (!existing) throw refuseAbsent(id);
  const patch = judgeBody(body, type.checkPatch, type);
  const before: JsonObject = { ...existing.envelope, properties: existing.properties };
  // Tags are replaced as a whole; what else a patch leaves out stays as it is.
  const merged = { ...mergePatch(before, patch), ...(isObject(patch.tags) && { tags: patch.tags }) };
  return { cloud, id, body: merged, existing, method: 'PATCH' };
}

async function keep(
  request: Request,
  { writing, type }: { readonly writing: Writing; readonly type: ResourceType },
): Promise<Reply> {
  const { cloud, existing } = writing;
  const resource = keepBody(writing, type);
  type.begin?.(writing, resource);
  const finish = async () => {
    await type.finish?.(writing, resource);
    resource.state = 'Succeeded';
    return undefined;
  };
  if (type.synchronous) {
    await finish();
    return { status: existing ? 200 : 201, body: showResource(resource, type, { cloud }) };
  }
  const fail = () => {
    resource.state = 'Failed';
  };
  const countdown = type.startWriting?.(cloud, resource) ?? cloud.startPending();
  return accept(
    request,
    { resource, countdown, finish, fail },
    {
      status: existing ? 200 : 201,
      body: showResource(resource, type, { cloud }),
      ...placeOperation(resource),
    },
  );
}

function keepBody(writing: Writing, type: ResourceType): Resource {
  const { cloud, id, existing } = writing;
  const { properties, ...envelope } = leaveOutIdentity(type.complete?.(writing) ?? writing.body);
  const kept = { envelope: foldEnvelope(envelope), properties: isObject(properties) ? properties : {} };
  if (!existing)
    return cloud.resources.add({ id: id.id, type: type.name, name: getName(id), ...kept, state: 'Creating' });
  return Object.assign(existing, { ...kept, state: 'Updating', etag: makeEtag() });
}

/** ARM says these itself, whatever a body says. */
function leaveOutIdentity(body: JsonObject): JsonObject {
  const { id, name, type, etag, systemData, ...rest } = body;
  return rest;
}

/** Locations are shown in one spelling. */
function foldEnvelope(envelope: JsonObject): JsonObject {
  const location = readText(envelope, 'location');
  return location === undefined ? envelope : { ...envelope, location: foldLocation(location) };
}

/** Where addresses of an operation say that it is. */
export function placeOperation(resource: Resource): {
  readonly location: string;
  readonly namespace: string;
} {
  const location = readText(resource.envelope, 'location') ?? 'global';
  return { location, namespace: resource.type.split('/')[0] ?? '' };
}

function judgeEtag({ headers }: Request, existing: Resource | undefined): void {
  const { ifMatch, ifNoneMatch } = headers;
  const wants = ifMatch !== undefined && ifMatch !== '*' && ifMatch !== existing?.etag;
  if (wants || (ifNoneMatch === '*' && existing))
    throw refuse(
      'PreconditionFailed',
      'The condition specified using HTTP conditional header(s) is not met.',
      { status: 412 },
    );
  if (existing?.state === 'Deleting')
    throw refuseConflict('Conflict', `The resource '${existing.id}' is being deleted.`);
}
