import type { Json } from './json';

/** One request that came, whatever became of it. */
export interface LoggedCall {
  readonly at: Date;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly apiVersion: string | undefined;
  /** As `Microsoft.Compute/galleries/images`; `operations` for polls, empty when it could not be told. */
  readonly type: string;
  /** Of the resource, its own part alone. */
  readonly name: string;
  /** Of a POST: `deallocate`. */
  readonly action?: string;
  readonly input: Json | undefined;
  /** Of the answer; nothing when there was none. */
  readonly status: number | undefined;
  /** Code of the refusal, or `reset` and `hang` of a fault. */
  readonly error?: string;
  /** Whether the request was to change something. */
  readonly mutating: boolean;
}

export interface CallLog {
  readonly calls: readonly LoggedCall[];
  add(call: LoggedCall): void;
  /** Requests of one type of resource: `Microsoft.Compute/galleries`. */
  of(type: string): readonly LoggedCall[];
  mutating(): readonly LoggedCall[];
  reading(): readonly LoggedCall[];
  clear(): void;
}

/** An empty log. */
export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  return {
    get calls() {
      return calls;
    },
    add(call) {
      calls.push(call);
    },
    of: (type) => calls.filter((call) => call.type.toLowerCase() === type.toLowerCase()),
    mutating: () => calls.filter(({ mutating }) => mutating),
    reading: () => calls.filter(({ mutating }) => !mutating),
    clear() {
      calls = [];
    },
  };
}

/** Requests that only ask. Keys of a storage account are asked for by POST. */
export function isReading(method: string, action: string | undefined): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'POST' && action !== undefined && /^(list|retrieve|check|validate)/i.test(action);
}
