import { type FileHandle, open } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getContentType, SNIFFED_BYTES } from './content-type';
import { type ByteRange, getRange } from './range';
import type { Resource } from './resource';

/** A request and where its answer goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Sends what stands at the path. A reader that goes away ends it without a word. */
export async function respond(exchange: Exchange, resource: Resource): Promise<void> {
  const { response } = exchange;
  switch (resource.kind) {
    case 'redirect':
      response.writeHead(301, { Location: resource.to }).end();
      return;
    case 'problem':
      return sendProblem(exchange, resource);
    case 'text': {
      const { content } = resource;
      const type = getContentType(resource.name, content);
      const read = ({ first, last }: ByteRange) => Readable.from([content.subarray(first, last + 1)]);
      return sendContent(exchange, { size: content.length, type, read });
    }
    case 'file':
      return sendFile(exchange, resource);
  }
}

function sendProblem(
  { request, response }: Exchange,
  problem: Resource & { readonly kind: 'problem' },
): void {
  const text = Buffer.from(`${problem.text}\n`);
  response.writeHead(problem.status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': text.length,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function sendFile(exchange: Exchange, file: Resource & { readonly kind: 'file' }): Promise<void> {
  const modified = new Date(file.modified).toUTCString();
  if (isKnown(exchange.request, modified)) {
    exchange.response.writeHead(304, { 'Last-Modified': modified }).end();
    return;
  }
  await using handle = await open(file.path);
  const type = getContentType(file.name, await readBeginning(handle));
  const read = ({ first, last }: ByteRange) =>
    handle.createReadStream({ start: first, end: last, autoClose: false });
  await sendContent(exchange, { size: file.size, type, modified, read });
}

async function readBeginning(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/** Whether the client has it as it is. Clocks of HTTP count seconds. */
function isKnown({ headers, method }: IncomingMessage, modified: string): boolean {
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return (method === 'GET' || method === 'HEAD') && Date.parse(modified) <= since;
}

interface Content {
  readonly size: number;
  readonly type: string;
  /** In the form of HTTP. */
  readonly modified?: string;
  read(range: ByteRange): NodeJS.ReadableStream;
}

async function sendContent({ request, response }: Exchange, content: Content): Promise<void> {
  const { size, type, modified } = content;
  const range = getRange(getRangeHeader(request, modified), size);
  const common: OutgoingHttpHeaders = {
    'Accept-Ranges': 'bytes',
    ...(modified !== undefined && { 'Last-Modified': modified }),
  };
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...common, 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const part = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const length = part.last - part.first + 1;
  response.writeHead(range === 'whole' ? 200 : 206, {
    ...common,
    'Content-Type': type,
    'Content-Length': length,
    ...(range !== 'whole' && { 'Content-Range': `bytes ${part.first}-${part.last}/${size}` }),
  });
  if (request.method === 'HEAD' || length === 0) response.end();
  else await pipeline(content.read(part), response);
}

/** `If-Range`: the part is wanted only of the file that the client knows. */
function getRangeHeader({ headers }: IncomingMessage, modified: string | undefined): string | undefined {
  const known = headers['if-range'];
  return known === undefined || known === modified ? headers.range : undefined;
}
