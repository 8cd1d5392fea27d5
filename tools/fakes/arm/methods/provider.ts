import type { JsonObject } from '../json';
import { refuse } from '../refusal';
import type { Reply } from '../server/exchange';
import type { Cloud } from '../state/cloud';
import { isKnownNamespace, listNamespaces, listTypeNames } from '../types/known-types';
import { judgePermission } from './judge-permission';
import type { Request } from './request';

/** Whether a provider is registered, and registering it. */
export function answerProvider(request: Request, namespace: string, action: string | undefined): Reply {
  const { cloud, method } = request;
  if (!isKnownNamespace(namespace))
    throw refuse('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`, {
      status: 404,
    });
  const name = listNamespaces().find((one) => one.toLowerCase() === namespace.toLowerCase()) ?? namespace;
  judgePermission(request, getAction(name, method, action), `/subscriptions/${cloud.subscription}`);
  if (method === 'POST' && action?.toLowerCase() === 'register') cloud.unregistered.delete(name);
  else if (method === 'POST') cloud.unregistered.add(name);
  return { status: 200, body: showProvider(request, name) };
}

function getAction(namespace: string, method: string, action = ''): string {
  return method === 'POST'
    ? `${namespace}/${action}/action`
    : 'Microsoft.Resources/subscriptions/providers/read';
}

/** Types of the provider, and where they are to be had. */
function listTypes({ locations, limits }: Cloud, namespace: string): readonly JsonObject[] {
  return listTypeNames(namespace).map(({ name, versions }) => ({
    resourceType: name.slice(namespace.length + 1),
    locations: locations
      .filter((one) => !limits.withoutType.has(`${name}/${one.name}`))
      .map(({ displayName }) => displayName),
    apiVersions: [...versions],
  }));
}

function showProvider({ cloud }: Request, namespace: string): JsonObject {
  return {
    id: `/subscriptions/${cloud.subscription}/providers/${namespace}`,
    namespace,
    registrationState: cloud.unregistered.has(namespace) ? 'NotRegistered' : 'Registered',
    resourceTypes: listTypes(cloud, namespace),
  };
}
