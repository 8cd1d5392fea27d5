import type { JsonObject } from '../json';
import { refuse } from '../refusal';
import type { Reply } from '../server/exchange';
import { isKnownNamespace, listNamespaces } from '../types/known-types';
import type { Request } from './request';

/** Whether a provider is registered, and registering it. */
export function answerProvider(request: Request, namespace: string, action: string | undefined): Reply {
  const { cloud, method } = request;
  if (!isKnownNamespace(namespace))
    throw refuse('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`, {
      status: 404,
    });
  const name = listNamespaces().find((one) => one.toLowerCase() === namespace.toLowerCase()) ?? namespace;
  if (method === 'POST' && action?.toLowerCase() === 'register') cloud.unregistered.delete(name);
  else if (method === 'POST') cloud.unregistered.add(name);
  return { status: 200, body: showProvider(request, name) };
}

function showProvider({ cloud }: Request, namespace: string): JsonObject {
  return {
    id: `/subscriptions/${cloud.subscription}/providers/${namespace}`,
    namespace,
    registrationState: cloud.unregistered.has(namespace) ? 'NotRegistered' : 'Registered',
    resourceTypes: [],
  };
}
