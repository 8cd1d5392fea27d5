import { appendFileSync } from 'node:fs';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { redactAddress, redactBody } from './redact';

/** A request to Azure and what it answered, as they are kept for a comparison with the stand-in. */
export interface RecordedCall {
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly sent: string;
  readonly status?: number;
  /** Those that say how an operation goes on, and why something failed; nothing else is kept. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer?: string;
  /** When there was no answer. */
  readonly error?: string;
  readonly milliseconds: number;
}

const KEPT = ['azure-asyncoperation', 'location', 'retry-after', 'x-ms-error-code', 'x-ms-request-id'];
/** Answers beyond are told by their length. */
const LONGEST = 2 ** 22;

/** However it was called. */
type AnyRequest = (...args: readonly unknown[]) => ClientRequest;

/** From now on this process writes every request by HTTP into a file of the folder, without secrets. */
export function recordCalls(folder: string): void {
  const file = join(folder, `calls-${process.pid}.jsonl`);
  for (const library of [http, https]) {
    const { request } = library;
    library.request = ((...args: Parameters<AnyRequest>) => {
      const made = (request as AnyRequest)(...args);
      follow(made, (call) => appendFileSync(file, `${JSON.stringify(call)}\n`));
      return made;
    }) as typeof request;
  }
}

function follow(made: ClientRequest, write: (call: RecordedCall) => void): void {
  const begun = Date.now();
  const sent: Buffer[] = [];
  const take = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) sent.push(Buffer.from(chunk));
  };
  for (const name of ['write', 'end'] as const) {
    const original = made[name].bind(made) as (...args: unknown[]) => never;
    made[name] = (...args: unknown[]) => {
      take(args[0]);
      return original(...args);
    };
  }
  const tell = (more: Partial<RecordedCall>) =>
    write({
      ...{ method: made.method, host: made.host, path: redactAddress(made.path) },
      ...{ sent: redactBody(Buffer.concat(sent)), milliseconds: Date.now() - begun },
      ...more,
    });
  made.on('error', (error) => tell({ error: error.name }));
  made.on('response', (response) =>
    collect(response, (body) => {
      const headers = KEPT.flatMap((name) => {
        const value = response.headers[name];
        return typeof value === 'string' ? [[name, redactAddress(value)] as const] : [];
      });
      const answer = body.length > LONGEST ? `(${body.length} bytes)` : redactBody(body);
      tell({ status: response.statusCode ?? 0, headers: Object.fromEntries(headers), answer });
    }),
  );
}

/** Sees what comes without taking it from whoever reads it. */
function collect(response: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const { push } = response;
  response.push = (chunk, encoding) => {
    if (chunk === null) done(Buffer.concat(chunks));
    else chunks.push(Buffer.from(chunk));
    return push.call(response, chunk, encoding);
  };
}
