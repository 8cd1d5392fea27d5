import type { JsonObject } from '../json';
import type { Reply } from '../server/exchange';
import type { Operation, OperationPlan } from '../state/operations';
import type { Request } from './request';

/** By which addresses an operation can be followed. */
export interface AcceptedAs {
  readonly status: 200 | 201 | 202;
  readonly body?: JsonObject;
  /** `westeurope`, as it stands in the addresses. */
  readonly location: string;
  readonly namespace: string;
  /** Groups are followed by their result alone. */
  readonly follow?: 'status' | 'result' | 'both';
}

/** Begins an operation, and says where it can be followed. */
export function accept(request: Request, plan: OperationPlan, as: AcceptedAs): Reply {
  const { cloud, failure } = request;
  const operation = cloud.operations.start({ ...plan, ...(failure !== undefined && { failure }) });
  const { status, body, follow = status === 202 ? 'both' : 'status' } = as;
  const addresses = makeAddresses(request, operation, as);
  return {
    status,
    headers: {
      ...(follow !== 'result' && { 'azure-asyncoperation': addresses.status }),
      ...(follow !== 'status' && { location: addresses.result }),
      ...makeRetryAfter(request),
    },
    ...(body !== undefined && { body }),
  };
}

/** How long to leave ARM alone. */
export function makeRetryAfter({ cloud }: Request): Readonly<Record<string, string>> {
  return cloud.retryAfter === undefined ? {} : { 'retry-after': String(cloud.retryAfter) };
}

function makeAddresses(
  { endpoint, cloud, version }: Request,
  { id }: Operation,
  { location, namespace, follow }: AcceptedAs,
): { readonly status: string; readonly result: string } {
  const subscription = `${endpoint}/subscriptions/${cloud.subscription}`;
  const query = `api-version=${version}&t=${id.slice(0, 8)}&c=fake&s=fake&h=fake`;
  const place = `${subscription}/providers/${namespace}/locations/${location}`;
  return {
    status: `${place}/operations/${id}?${query}`,
    result:
      follow === 'result'
        ? `${subscription}/operationresults/${id}?${query}`
        : `${place}/operationResults/${id}?${query}`,
  };
}
