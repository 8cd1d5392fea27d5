import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { Downloads } from '../../downloads/downloads';
import { noNetwork, show } from '../../downloads/problems';
import { createWatcher } from '../../downloads/report';
import { sourceDateEpoch } from '../../source-date-epoch';
import { holdEnd } from '../repack/hand-out';
import type { Route } from './route';
import type { Session } from './session';

/** One request with all that answering it takes. */
export interface Reply {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly session: Session;
  readonly downloads: Downloads;
  readonly signal: AbortSignal;
}

/** Everything pinned was last changed at the same time as every file of a layer. */
const lastModified = new Date(sourceDateEpoch * 1000).toUTCString();

/** Answers with a text; `304` when apt has it already, as it has after it was shown prepared lists. */
export function sendText({ request, response }: Reply, text: string): void {
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  if (since >= sourceDateEpoch * 1000) return void response.writeHead(304).end();
  response.writeHead(200, { 'content-length': Buffer.byteLength(text), 'last-modified': lastModified });
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** Answers with a file known by digest: out of the cache, or while it comes. */
export async function sendContent(reply: Reply, route: Route & { readonly kind: 'content' }): Promise<void> {
  const { downloads, request, response, session, url } = reply;
  const path = await downloads.find(route.sha256);
  if (path !== undefined) {
    const { size } = await stat(path);
    response.writeHead(200, { 'content-length': size, 'last-modified': lastModified });
    if (request.method === 'HEAD') return void response.end();
    const bytes = createReadStream(path) as AsyncIterable<Buffer>;
    return pipeline(holdEnd(bytes, handOut(reply, route)), response);
  }
  const transfer = downloads.transfer({ ...route, urls: [url] });
  const size = await transfer.started;
  response.writeHead(200, {
    ...(size !== undefined && { 'content-length': size }),
    'last-modified': lastModified,
  });
  if (request.method === 'HEAD') return void response.end();
  const item = basename(route.label);
  using activity = session.startActivity?.({ label: 'downloading', unit: 'bytes', total: size, item });
  if (activity) transfer.watch(createWatcher(activity));
  const ready = transfer.done.then(
    () => handOut(reply, route),
    () => undefined,
  );
  await pipeline(holdEnd(transfer.read(), ready), response);
}

/** apt starts dpkg once it has the last byte of the last package: until then there is time. */
async function handOut(
  { session }: Reply,
  { sha256, label }: { sha256: string; label: string },
): Promise<void> {
  if (label.endsWith('.deb')) await session.handOut(sha256);
}

/** Headers of a request and of an answer that mean something to the other end. */
const passed = {
  request: ['range', 'if-range', 'if-modified-since', 'cache-control', 'accept', 'user-agent'],
  answer: ['content-length', 'content-range', 'content-type', 'last-modified', 'etag', 'accept-ranges'],
} as const;

/** Hands a request on, and keeps nothing. */
export async function sendThrough({ request, response, url, downloads, signal }: Reply): Promise<void> {
  const answer = await downloads
    .transport(url, {
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      headers: pick(request.headers, passed.request),
      signal,
    })
    .catch((cause: unknown) => {
      throw noNetwork({ label: show(url), urls: [url] }, cause);
    });
  response.writeHead(answer.status, pick(answer.headers, passed.answer));
  await pipeline(answer.body, response);
}

function pick(headers: NodeJS.Dict<string | string[]>, names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(found.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

const statuses: Readonly<Record<string, number>> = { LAY074: 503, LAY075: 404 };

/** Says why a file cannot be had: to apt by a status, to the build in full. */
export function sendFailure({ response, session, signal }: Reply, error: unknown): void {
  const [diagnostic] = error instanceof Failure ? error.diagnostics : [];
  if (diagnostic) session.onProblem(diagnostic);
  // apt has broken off, the build ends, or the file has begun to flow: nothing can be said any more.
  if (signal.aborted || response.destroyed || response.headersSent) return void response.destroy();
  const status = diagnostic ? (statuses[diagnostic.code] ?? 502) : 500;
  // apt prints the reason; what is no ASCII would be refused as a header.
  const reason = (diagnostic?.summary ?? String(error)).replace(/[^ -~]/g, '?').slice(0, 200);
  response.writeHead(status, reason, { 'content-length': 0 }).end();
}
