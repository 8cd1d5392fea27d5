import type { CallLog } from '../call-log';
import { isReading } from '../call-log';
import type { Fault, Faults } from '../faults';
import type { Json } from '../json';
import { dispatch } from '../methods/dispatch';
import type { Request } from '../methods/request';
import { Refusal, refuse } from '../refusal';
import { getName } from '../routing/resource-id';
import { findRoute, type Route } from '../routing/route';
import type { Cloud } from '../state/cloud';
import type { Outcome, Received, Reply } from './exchange';
import { suffer } from './suffer';

/** What answers are made from. */
export interface Backend {
  readonly cloud: Cloud;
  readonly faults: Faults;
  readonly log: CallLog;
  /** Where it listens, for addresses in answers. */
  endpoint(): string;
}

/** What the SDKs do not try again, unlike all others from 500 on: for a mistake of the fake. */
const mistakeStatus = 501;

/** Answers every request, and writes it into the log. */
export function createAnswerer(backend: Backend): (received: Received) => Promise<Outcome> {
  return async (received) => {
    const route = findRoute(received.method, received.path);
    try {
      const outcome = await perform(received, route, backend);
      if (typeof outcome === 'string') note(received, route, { backend, error: outcome });
      else note(received, route, { backend, status: outcome.status });
      return outcome;
    } catch (error) {
      const reply = error instanceof Refusal ? tellRefusal(error) : tellMistake(error);
      const code = error instanceof Refusal ? error.code : 'mistake of the fake';
      note(received, route, { backend, status: reply.status, error: code });
      return reply;
    }
  };
}

async function perform(received: Received, route: Route | undefined, backend: Backend): Promise<Outcome> {
  const { cloud, faults } = backend;
  const fault = faults.take(received.method, received.path);
  const before = await suffer(fault, 'before');
  if (before !== undefined) return before;
  await cloud.operations.settle();
  const request = readRequest(received, { backend, fault });
  const reply = await dispatch(request, judgeRoute(route, received, cloud));
  return (await suffer(fault, 'after')) ?? reply;
}

function readRequest(
  { method, path, query, headers, body }: Received,
  { backend, fault }: { readonly backend: Backend; readonly fault: Fault | undefined },
): Request {
  const { cloud } = backend;
  cloud.tokens.check(headers.authorization);
  const version = query.get('api-version');
  if (version === null || version === '')
    throw refuse(
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  if (!/^\d{4}-\d{2}-\d{2}(-\w+)?$/.test(version))
    throw refuse(
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions have the form '2025-04-01'.`,
    );
  const failing = fault && 'operation' in fault ? fault.operation : undefined;
  return {
    cloud,
    endpoint: backend.endpoint(),
    method,
    path,
    query,
    version,
    headers: { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] },
    body: readBody(body),
    failure: failing && { message: failing.code, ...failing },
  };
}

function judgeRoute(route: Route | undefined, { path }: Received, cloud: Cloud): Route {
  if (!route)
    throw refuse('NotFound', `The request path '${path}' is not one that Azure Resource Manager knows.`, {
      status: 404,
    });
  const subscription = readSubscription(route);
  if (subscription !== undefined && subscription.toLowerCase() !== cloud.subscription.toLowerCase())
    throw refuse('SubscriptionNotFound', `The subscription '${subscription}' could not be found.`, {
      status: 404,
    });
  return route;
}

function readSubscription(route: Route): string | undefined {
  if (route.kind === 'operation') return undefined;
  return 'id' in route ? route.id.subscription : route.subscription;
}

function readBody(text: string): Json | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refuse(
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${why}'.`,
    );
  }
}

function tellRefusal({ code, message, status, more }: Refusal): Reply {
  const { target, details = [], headers = {} } = more;
  const error = {
    code,
    message,
    ...(target !== undefined && { target }),
    ...(details.length > 0 && { details: details.map((detail) => ({ ...detail })) }),
  };
  return { status, headers, body: { error } };
}

function tellMistake(error: unknown): Reply {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: mistakeStatus, body: { error: { code: 'MistakeOfTheFake', message } } };
}

function note(
  { method, path, query, body }: Received,
  route: Route | undefined,
  {
    backend,
    status,
    error,
  }: { readonly backend: Backend; readonly status?: number; readonly error?: string },
): void {
  const action = route && 'action' in route ? route.action : undefined;
  backend.log.add({
    at: backend.cloud.clock.now(),
    method,
    path,
    apiVersion: query.get('api-version') ?? undefined,
    ...describeRoute(route),
    ...(action !== undefined && { action }),
    input: readLogged(body),
    status,
    ...(error !== undefined && { error }),
    mutating: !isReading(method, action),
  });
}

function describeRoute(route: Route | undefined): { readonly type: string; readonly name: string } {
  if (!route) return { type: '', name: '' };
  if ('id' in route) return { type: route.id.type, name: getName(route.id) };
  if (route.kind === 'collection') return { type: route.type, name: '' };
  if (route.kind === 'group') return { type: 'Microsoft.Resources/resourceGroups', name: route.name };
  if (route.kind === 'operation') return { type: 'operations', name: route.operation };
  return { type: route.kind, name: '' };
}

function readLogged(text: string): Json | undefined {
  try {
    return readBody(text);
  } catch {
    return text;
  }
}
