import { refuse } from '../refusal';
import { foldId } from '../routing/resource-id';
import type { Reply } from '../server/exchange';
import type { Resource } from '../state/resource';
import { judgeType } from '../types/judge-request';
import { findType } from '../types/known-types';
import { showResource } from '../types/show';
import { refusePermission } from './judge-permission';
import type { Request } from './request';

/** How many of a list come at once. */
const pageSize = 50;

/** All of one type beneath a resource, in a group, or in the whole subscription. */
export function listType(
  request: Request,
  { parent, type: name }: { readonly parent: string; readonly type: string },
): Reply {
  const { cloud, version } = request;
  const type = judgeType(name, version, cloud);
  const scope = parent.split('/providers/')[0] ?? '';
  judgeScope(request, scope);
  const isWithin = judgeList(request, `${type.name}/read`, parent);
  // Of nested types, the id is that of what they are in; of others, everything in the group or subscription.
  const within = foldId(parent.split('/providers/')[1]?.includes('/') ? parent : scope);
  const found = cloud.resources.ofType(type.name).filter(({ id }) => foldId(id).startsWith(`${within}/`));
  return page(
    request,
    found.filter((one) => isVisible(one) && isWithin(one)),
  );
}

/** Everything in a group or subscription, by `$filter`. */
export function listEverything(request: Request, group: string): Reply {
  const { cloud } = request;
  const scope = `/subscriptions/${cloud.subscription}${group === '' ? '' : `/resourceGroups/${group}`}`;
  judgeScope(request, scope);
  const inGroup = group === '' ? '' : 'resourceGroups/';
  const isWithin = judgeList(request, `Microsoft.Resources/subscriptions/${inGroup}resources/read`, scope);
  const mayRead: Matches = ({ type, id }) => cloud.access.judge(`${type}/read`, id);
  const matches = readFilter(request.query.get('$filter'));
  const found = cloud.resources
    .nestedIn(scope)
    .filter((one) => one.id.includes('/providers/') && isVisible(one) && isWithin(one) && matches(one))
    .filter(mayRead);
  return page(request, found);
}

/**
 * Whether the caller may list. In a subscription, who may read some of it is shown that and no more.
 *
 * @returns whether he may see one of what there is
 */
function judgeList(request: Request, action: string, parent: string): Matches {
  const { access } = request.cloud;
  const scope = parent.replace(/\/providers\/[^/]+$/i, '');
  const isAll = access.judge(action, scope);
  const isSubscription = !/\/resourceGroups\//i.test(scope);
  if (!isAll && !(isSubscription && access.isAllowedWithin(action, scope)))
    throw refusePermission(request, action, scope);
  return ({ id, type }) => isAll || access.mayRead(type, id);
}

function judgeScope({ cloud }: Request, scope: string): void {
  const group = /\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined && !cloud.resources.find(scope))
    throw refuse('ResourceGroupNotFound', `Resource group '${group}' could not be found.`, { status: 404 });
}

function page(request: Request, found: readonly Resource[]): Reply {
  const { cloud, endpoint, path, query } = request;
  const skip = Number(query.get('$skipToken') ?? '0');
  const value = found.slice(skip, skip + pageSize).flatMap((resource) => {
    const type = findType(resource.type);
    return type ? [showResource(resource, type, { cloud })] : [];
  });
  const next = new URLSearchParams(query);
  next.set('$skipToken', String(skip + pageSize));
  const isLast = found.length <= skip + pageSize;
  return { status: 200, body: { value, ...(!isLast && { nextLink: `${endpoint}${path}?${next}` }) } };
}

type Matches = (resource: Resource) => boolean;

const filters: Readonly<Record<string, (value: string) => Matches>> = {
  tagname: (wanted) => (resource) => listTags(resource).some(([name]) => isAlike(name, wanted)),
  tagvalue: (wanted) => (resource) => listTags(resource).some(([, value]) => value === wanted),
  resourcetype: (wanted) => (resource) => isAlike(resource.type, wanted),
  name: (wanted) => (resource) => isAlike(resource.name, wanted),
  location: (wanted) => (resource) => resource.envelope.location === wanted,
};

/** `tagName eq 'a' and tagValue eq 'b'`, `resourceType eq 'x' and name eq 'y'`: all that is said has to be so. */
function readFilter(filter: string | null): Matches {
  if (filter === null) return () => true;
  const parts = filter.split(/ and /i).map((part) => {
    const [, name = '', value = ''] = /^(\w+) eq '((?:[^']|'')*)'$/i.exec(part.trim()) ?? [];
    return filters[name.toLowerCase()]?.(value.replaceAll("''", "'"));
  });
  if (parts.includes(undefined))
    throw refuse('InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  return (resource) => parts.every((matches) => matches?.(resource) ?? false);
}

function listTags({ envelope }: Resource): readonly (readonly [string, unknown])[] {
  return Object.entries(envelope.tags ?? {});
}

function isAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isVisible({ appears }: Resource): boolean {
  return appears.isOver();
}
