import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '../refusal';
import type { Operation, Operations } from './operation';

/** A request as it came, its body read to the end. */
export interface Received {
  readonly method: string;
  /** Path as it was sent, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** How a service's requests and answers stand on the wire. */
export interface Protocol {
  /** The name of what is asked for, known or not. */
  findAction(received: Received, operations: Operations): string;
  /** Refuses what the model does not know, what is missing and what has another type. */
  decode(operation: Operation, received: Received): unknown;
  /** A member that the model lacks is a mistake of the fake, and thrown as one. */
  encode(operation: Operation, output: object, requestId: string): Reply;
  encodeRefusal(refusal: Refusal, requestId: string): Reply;
}
