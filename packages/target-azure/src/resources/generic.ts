import type { GenericResource, ResourceManagementClient } from '@azure/arm-resources';
import { Failure } from '@strata/diagnostics';

import { problem } from '../codes';
import { type AzureRequest, classifyAzure } from '../errors';
import { type AskContext, callManager, completeOperation, LateError, type Poller } from '../wait';

const MINUTE = 60_000;

/** Forms of requests, by provider. Each is one that Azure has had for a year and more. */
export const VERSIONS = {
  network: '2024-05-01',
  keyVault: '2023-07-01',
  compute: '2024-07-01',
  disk: '2024-03-02',
  gallery: '2024-03-03',
  storage: '2023-05-01',
  web: '2023-12-01',
} as const;

/** A resource of any type, by its id. */
export interface Target {
  readonly id: string;
  readonly version: string;
}

/** What an operation is for, and how long it may take in milliseconds. */
export interface Wish {
  readonly request: AzureRequest;
  readonly within: number;
}

/** What the older clients of the SDK give for an operation. */
interface SimplePoller<T> {
  poll(options?: { readonly abortSignal?: AbortSignal }): Promise<void>;
  isDone(): boolean;
  getResult(): T | undefined;
}

/** Makes a resource, or changes it to what is wanted. @throws Failure that says what Azure failed at */
export async function putResource(
  ask: AskContext,
  client: ResourceManagementClient,
  { target, body, ...wish }: Wish & { readonly target: Target; readonly body: GenericResource },
): Promise<GenericResource> {
  const { signal: abortSignal } = ask;
  const made = await operate(ask, wish, () =>
    client.resources.beginCreateOrUpdateById(target.id, target.version, body, { abortSignal }),
  );
  return made ?? {};
}

/** The resource as Azure has it; undefined when it is not there. @throws Failure that says what Azure failed at */
export async function findResource(
  ask: AskContext,
  client: ResourceManagementClient,
  { target, request }: { readonly target: Target; readonly request: AzureRequest },
): Promise<GenericResource | undefined> {
  return callManager(ask, request, (options) =>
    ignoreMissing(() => client.resources.getById(target.id, target.version, options)),
  );
}

/** Deletes a resource and waits until it is gone. What is not there is gone. @throws Failure when Azure refuses */
export async function deleteResource(
  ask: AskContext,
  client: ResourceManagementClient,
  { target, ...wish }: Wish & { readonly target: Target },
): Promise<void> {
  const { signal: abortSignal } = ask;
  await operate(ask, wish, () =>
    ignoreMissing(() => client.resources.beginDeleteById(target.id, target.version, { abortSignal })),
  );
}

/** What a request gives; undefined when Azure knows nothing of what it names. */
export async function ignoreMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (classifyAzure(error) === 'not-found') return undefined;
    throw error;
  }
}

/** Waits for an operation of a client that starts one by a promise. @throws Failure when it fails or takes too long */
export function operate<T>(
  ask: AskContext,
  wish: Wish,
  begin: () => Promise<SimplePoller<T> | undefined>,
): Promise<T | undefined> {
  return complete(ask, wish, () => adapt(begin()));
}

/** Waits for an operation. @throws Failure when it fails or takes too long */
export async function complete<T>(
  ask: AskContext,
  wish: Wish,
  start: () => Poller<T>,
): Promise<T | undefined> {
  try {
    return await completeOperation(ask, wish, start);
  } catch (error) {
    if (!(error instanceof LateError)) throw error;
    const { action, what } = wish.request;
    throw new Failure(
      problem('AZU023', {
        detail: `${action}${what === undefined ? '' : ` ${what}`} took Azure longer than ${Math.round(wish.within / MINUTE)} minutes.`,
        hint: 'Let polling_duration_timeout be longer, or look at the resource in the portal: Azure goes on with it.',
      }),
      { cause: error },
    );
  }
}

function adapt<T>(beginning: Promise<SimplePoller<T> | undefined>): Poller<T> {
  let begun: SimplePoller<T> | undefined;
  let isOver = false;
  return {
    get isDone() {
      return isOver || (begun?.isDone() ?? false);
    },
    get result() {
      return begun?.getResult();
    },
    submitted: async () => {
      begun = await beginning;
      isOver = begun === undefined;
    },
    poll: async (options) => begun?.poll(options),
  };
}
