import type { Clock } from './state/clock';

/** Which calls a fault meets. */
export interface FaultTarget {
  /** `RunInstances`, or `*` for every one. */
  readonly action: string;
  readonly region?: string;
  /** Calls that it meets before it is gone. @default 1, or any number when it `lasts` */
  readonly times?: number;
  /** Calls that it lets pass first. @default 0 */
  readonly skip?: number;
  /** Milliseconds of the cloud's clock after which it is gone. */
  readonly lasts?: number;
}

/** What a fault does: a refusal, a connection that breaks, an answer that never comes, or one that comes late. */
export type FaultEffect =
  | {
      readonly code: string;
      /** @default 400 */
      readonly status?: number;
      readonly message?: string;
      /** Whether what was asked for is done all the same. @default false */
      readonly after?: boolean;
    }
  | { readonly reset: 'before' | 'after' }
  | { readonly hang: 'before' | 'after' }
  /** Milliseconds, by the clock on the wall. */
  | { readonly delay: number };

export type Fault = FaultTarget & FaultEffect;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that meets this call, counted as met. */
  take(action: string, region: string): Fault | undefined;
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
    take(action, region) {
      armed = armed.filter((one) => !isOver(one));
      const found = armed.find(({ fault }) => meets(fault, action, region));
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

function meets(fault: FaultTarget, action: string, region: string): boolean {
  return (fault.action === action || fault.action === '*') && (fault.region ?? region) === region;
}
