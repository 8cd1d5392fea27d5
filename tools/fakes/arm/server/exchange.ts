import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../json';

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject | readonly JsonObject[];
}

/** A reply, or none: the connection breaks, or nothing is ever said. */
export type Outcome = Reply | 'reset' | 'hang';
