import type { Clock } from '../aws/state/clock';

/** Which requests a fault meets. */
export interface FaultTarget {
  /** Of method and path: `/^PUT .*\/galleries\/[^/]+$/`. */
  readonly match: RegExp;
  /** Requests that it meets before it is gone. @default 1, or any number when it `lasts` */
  readonly times?: number;
  /** Requests that it lets pass first. @default 0 */
  readonly skip?: number;
  /** Milliseconds of the cloud's clock after which it is gone. */
  readonly lasts?: number;
}

/**
 * What a fault does: a refusal, a connection that breaks, an answer that never comes, one that comes late, or an
 * operation that is accepted and fails later.
 */
export type FaultEffect =
  | {
      readonly code: string;
      /** @default 400 */
      readonly status?: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whether what was asked for is done all the same. @default false */
      readonly after?: boolean;
    }
  | { readonly reset: 'before' | 'after' }
  | { readonly hang: 'before' | 'after' }
  /** Milliseconds, by the clock on the wall. */
  | { readonly delay: number }
  | { readonly operation: { readonly code: string; readonly message?: string } };

export type Fault = FaultTarget & FaultEffect;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that meets this request, counted as met. */
  take(method: string, path: string): Fault | undefined;
}

interface Armed {
  readonly fault: Fault;
  readonly ends: number;
  skip: number;
  times: number;
}

/** No faults yet. The first that was added and fits is the one that strikes. */
export function createFaults(clock: Clock): Faults {
  let armed: Armed[] = [];
  const isOver = ({ times, ends }: Armed) => times <= 0 || clock.now().getTime() >= ends;
  return {
    add(fault) {
      const { skip = 0, lasts, times = lasts === undefined ? 1 : Number.POSITIVE_INFINITY } = fault;
      armed.push({ fault, skip, times, ends: clock.now().getTime() + (lasts ?? Number.POSITIVE_INFINITY) });
    },
    clear() {
      armed = [];
    },
    take(method, path) {
      armed = armed.filter((one) => !isOver(one));
      const found = armed.find(({ fault }) => fault.match.test(`${method} ${path}`));
      if (!found) return undefined;
      if (found.skip > 0) {
        found.skip -= 1;
        return undefined;
      }
      found.times -= 1;
      return found.fault;
    },
  };
}

/** What ARM answers when too much is asked; without seconds, it does not say when to come back. */
export function throttling(retryAfterSeconds?: number): FaultEffect {
  return {
    code: 'TooManyRequests',
    status: 429,
    message:
      'The request is being throttled as the limit has been reached for operation type - Write_ObservationWindow_00:01:00.',
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  };
}
