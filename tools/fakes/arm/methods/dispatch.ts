import { refuse } from '../refusal';
import type { Route } from '../routing/route';
import type { Reply } from '../server/exchange';
import { actOnResource } from './act';
import { answerQuestion } from './answer-question';
import { deleteResource } from './delete';
import { getResource, getView } from './get';
import { answerGroup, listGroups } from './group';
import { listEverything, listType } from './list';
import { showResult, showStatus } from './poll';
import { answerProvider } from './provider';
import type { Request } from './request';
import { writeResource } from './write';

/** Does what is asked for. */
export async function dispatch(request: Request, route: Route): Promise<Reply> {
  switch (route.kind) {
    case 'operation':
      return route.shows === 'status'
        ? await showStatus(request, route.operation)
        : await showResult(request, route.operation);
    case 'subscription':
      return showSubscription(request);
    case 'groups':
      return listGroups(request);
    case 'group':
      return await answerGroup(request, route.name);
    case 'everything':
      return listEverything(request, route.group);
    case 'question':
      return answerQuestion(request, route.asked);
    case 'provider':
      return answerProvider(request, route.namespace, route.action);
    case 'collection':
      return (await getView(request, request.path)) ?? listType(request, route);
    case 'action':
      return await actOnResource(request, route.id, route.action);
    case 'resource':
      return await answerResource(request, route);
  }
}

async function answerResource(
  request: Request,
  { id }: Extract<Route, { kind: 'resource' }>,
): Promise<Reply> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return await getResource(request, id);
    case 'PUT':
    case 'PATCH':
      return await writeResource(request, id);
    case 'DELETE':
      return await deleteResource(request, id);
    default:
      throw refuse('MethodNotAllowed', `Resources do not allow ${request.method}.`, { status: 405 });
  }
}

function showSubscription({ cloud }: Request): Reply {
  const { subscription, tokens } = cloud;
  const id = `/subscriptions/${subscription}`;
  const facts = { displayName: 'Fake', state: 'Enabled', tenantId: tokens.tenant };
  return { status: 200, body: { id, subscriptionId: subscription, ...facts } };
}
