import { type Refusal, refuse } from '../refusal';
import type { Reply } from '../server/exchange';
import type { Operation, OperationError } from '../state/operations';
import { makeRetryAfter } from './accept';
import type { Request } from './request';

/** How an operation is getting on. */
export async function showStatus(request: Request, id: string): Promise<Reply> {
  const operation = await findOperation(request, id);
  const { status, started, ended, error, result } = operation;
  return {
    status: 200,
    headers: makeRetryAfter(request),
    body: {
      name: id,
      startTime: started.toISOString(),
      ...(ended && { endTime: ended.toISOString() }),
      status,
      ...(error && { error: { ...error } }),
      ...(result && { properties: { output: result } }),
    },
  };
}

/** What came of an operation: nothing to see until it is over. */
export async function showResult(request: Request, id: string): Promise<Reply> {
  const operation = await findOperation(request, id);
  if (operation.error) throw refuseFailed(operation.error);
  if (operation.status === 'InProgress')
    return {
      status: 202,
      headers: {
        location: `${request.endpoint}${request.path}?${request.query}`,
        ...makeRetryAfter(request),
      },
    };
  return { status: 200, ...(operation.result && { body: operation.result }) };
}

async function findOperation({ cloud, path }: Request, id: string): Promise<Operation> {
  const found = await cloud.operations.look(id);
  if (!found)
    throw refuse('NotFound', `The entity was not found in this Azure location. Path: '${path}'.`, {
      status: 404,
    });
  return found;
}

/** Compute answers the result of what failed by a conflict. */
function refuseFailed({ code, message }: OperationError): Refusal {
  return refuse(code, message, { status: 409 });
}
