import { type AskedQuestion, findQuestion } from '../catalog/find-question';
import { parseResourceId, type ResourceId } from './resource-id';

/** What a path is about. */
export type Route =
  | { readonly kind: 'operation'; readonly operation: string; readonly shows: 'status' | 'result' }
  | { readonly kind: 'subscription'; readonly subscription: string }
  | { readonly kind: 'groups'; readonly subscription: string }
  | { readonly kind: 'group'; readonly subscription: string; readonly name: string }
  | { readonly kind: 'question'; readonly subscription: string; readonly asked: AskedQuestion }
  /** All resources of a group, or of the subscription. */
  | { readonly kind: 'everything'; readonly subscription: string; readonly group: string }
  | {
      readonly kind: 'provider';
      readonly subscription: string;
      readonly namespace: string;
      readonly action: string | undefined;
    }
  | { readonly kind: 'resource'; readonly id: ResourceId }
  | { readonly kind: 'action'; readonly id: ResourceId; readonly action: string }
  | {
      readonly kind: 'collection';
      readonly parent: string;
      readonly type: string;
      readonly subscription: string;
    };

const operationPath =
  /\/providers\/[^/]+\/locations\/[^/]+\/(?<kind>operations|operationResults)\/(?<id>[\w-]+)$/i;
const groupOperationPath = /^\/subscriptions\/[^/]+\/operationresults\/(?<id>[\w-]+)$/i;
const subscriptionPath = /^\/subscriptions\/(?<subscription>[^/]+)(?:\/(?<rest>resourceGroups|resources))?$/i;
const groupPath =
  /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<name>[^/]+)(?<all>\/resources)?$/i;
const providerPath =
  /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/(?<namespace>[^/]+)(?:\/(?<action>register|unregister))?$/i;
const collectionPath =
  /^(?<scope>\/subscriptions\/(?<subscription>[^/]+)(?:\/resourceGroups\/[^/]+)?\/providers\/.+)\/(?<last>[^/]+)$/i;

/** Tells what a request is about. @returns nothing for a path that ARM does not know */
export function findRoute(method: string, rawPath: string): Route | undefined {
  const path = decodeURIComponent(rawPath).replace(/\/$/, '');
  return (
    findOperation(path) ??
    findAsked(path) ??
    findSubscription(path) ??
    findGroup(path) ??
    findProvider(path) ??
    findResource(method, path)
  );
}

function findOperation(path: string): Route | undefined {
  const found = operationPath.exec(path)?.groups;
  if (found)
    return {
      kind: 'operation',
      operation: found.id ?? '',
      shows: found.kind?.toLowerCase() === 'operations' ? 'status' : 'result',
    };
  const ofGroup = groupOperationPath.exec(path)?.groups;
  return ofGroup && { kind: 'operation', operation: ofGroup.id ?? '', shows: 'result' };
}

function findAsked(path: string): Route | undefined {
  const asked = findQuestion(path);
  return asked && { kind: 'question', subscription: asked.parts['subscription'] ?? '', asked };
}

function findSubscription(path: string): Route | undefined {
  const found = subscriptionPath.exec(path)?.groups;
  if (!found) return undefined;
  const subscription = found.subscription ?? '';
  if (found.rest === undefined) return { kind: 'subscription', subscription };
  if (found.rest.toLowerCase() === 'resources') return { kind: 'everything', subscription, group: '' };
  return { kind: 'groups', subscription };
}

function findGroup(path: string): Route | undefined {
  const found = groupPath.exec(path)?.groups;
  if (!found) return undefined;
  const [subscription, name] = [found.subscription ?? '', found.name ?? ''];
  if (found.all !== undefined) return { kind: 'everything', subscription, group: name };
  return { kind: 'group', subscription, name };
}

function findProvider(path: string): Route | undefined {
  const found = providerPath.exec(path)?.groups;
  return (
    found && {
      kind: 'provider',
      subscription: found.subscription ?? '',
      namespace: found.namespace ?? '',
      action: found.action,
    }
  );
}

/** A whole id is a resource; one part more is an action of it when it is posted, and a list otherwise. */
function findResource(method: string, path: string): Route | undefined {
  const id = parseResourceId(path);
  if (id) return { kind: 'resource', id };
  const found = collectionPath.exec(path)?.groups;
  if (!found) return undefined;
  const [scope = '', last = ''] = [found.scope, found.last];
  const owner = parseResourceId(scope);
  if (owner && method === 'POST') return { kind: 'action', id: owner, action: last };
  const namespace = scope.split('/').at(-1) ?? '';
  return {
    kind: 'collection',
    parent: scope,
    type: `${owner?.type ?? namespace}/${last}`,
    subscription: found.subscription ?? '',
  };
}
