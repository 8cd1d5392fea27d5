import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Countdown } from '../../aws/state/countdown';
import type { JsonObject } from '../json';
import { Refusal } from '../refusal';
import type { Resource } from './resource';

/** What a failed operation says. */
export interface OperationError {
  readonly code: string;
  readonly message: string;
}

/** What goes on after the answer was given. */
export interface Operation {
  readonly id: string;
  readonly started: Date;
  readonly resource: Resource | undefined;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  ended?: Date;
  error?: OperationError;
  /** What the address of the result answers, when it has a body. */
  result?: JsonObject;
}

/** What an operation is made of. */
export interface OperationPlan {
  /** What is not to be changed by others meanwhile. */
  readonly resource?: Resource;
  readonly countdown: Countdown;
  /** Does what was asked for, and returns what its result is. A refusal lets the operation fail. */
  finish(): Promise<JsonObject | undefined> | JsonObject | undefined;
  /** Leaves things as a failure leaves them. */
  fail?(): void;
  /** Of a fault: the operation ends with it, and `finish` is never called. */
  readonly failure?: OperationError;
}

export interface Operations {
  start(plan: OperationPlan): Operation;
  /** A look at one by its id: it may be over by it. */
  look(id: string): Promise<Operation | undefined>;
  /** A look at whatever goes on with a resource. @returns whether something still does */
  lookAt(resource: Resource): Promise<boolean>;
  /** Ends all whose time has come, oldest first. */
  settle(): Promise<void>;
  all(): readonly Operation[];
}

interface Running {
  readonly operation: Operation;
  readonly plan: OperationPlan;
  ending?: Promise<void>;
}

/** Nothing goes on yet. */
export function createOperations(clock: { now(): Date }): Operations {
  const running = new Map<string, Running>();
  const end = (one: Running): Promise<void> => {
    one.ending ??= endOperation(one, clock);
    return one.ending;
  };
  const look = async (one: Running): Promise<void> => {
    if (one.operation.status === 'InProgress' && one.plan.countdown.look()) await waitBriefly(end(one));
  };
  return {
    start(plan) {
      const operation: Operation = {
        id: randomUUID(),
        started: clock.now(),
        resource: plan.resource,
        status: 'InProgress',
      };
      running.set(operation.id, { operation, plan });
      return operation;
    },
    async look(id) {
      const found = running.get(id);
      if (found) await look(found);
      return found?.operation;
    },
    async lookAt(resource) {
      const busy = [...running.values()].filter(
        ({ operation }) => operation.resource === resource && operation.status === 'InProgress',
      );
      for (const one of busy) await look(one);
      return busy.some(({ operation }) => operation.status === 'InProgress');
    },
    async settle() {
      for (const one of running.values())
        if (one.operation.status === 'InProgress' && one.plan.countdown.isOver()) await waitBriefly(end(one));
    },
    all: () => [...running.values()].map(({ operation }) => operation),
  };
}

/** Milliseconds that a look waits: what takes longer, as guests do, goes on at the next one. */
const LONGEST_LOOK = 2_000;

async function waitBriefly(work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = sleep(LONGEST_LOOK, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

async function endOperation({ operation, plan }: Running, clock: { now(): Date }): Promise<void> {
  const failure = plan.failure ?? (await finish(operation, plan));
  operation.ended = clock.now();
  if (failure === undefined) {
    operation.status = 'Succeeded';
    return;
  }
  operation.error = failure;
  operation.status = 'Failed';
  plan.fail?.();
}

async function finish(operation: Operation, plan: OperationPlan): Promise<OperationError | undefined> {
  try {
    const result = await plan.finish();
    if (result !== undefined) operation.result = result;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message };
    throw error;
  }
}
