import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { redactBody } from './redact';

/** A request to AWS and what it answered, as they are kept for a comparison with the stand-in. */
export interface RecordedCall {
  /** `POST ec2.eu-central-1.amazonaws.com /`. */
  readonly request: string;
  /** Service and region that the signature is for; nothing else of it is kept. */
  readonly scope: string;
  readonly target: string | undefined;
  readonly sent: string;
  readonly status?: number;
  readonly answer?: string;
  /** When there was no answer. */
  readonly error?: string;
  readonly milliseconds: number;
}

type Handle = NodeHttpHandler['handle'];
type Request = Parameters<Handle>[0];

const EBS_BLOCK = 512 * 1024;

/** From now on this process writes every call of AWS's SDK into a file of the folder, without secrets. */
export function recordCalls(folder: string): void {
  const file = join(folder, `calls-${process.pid}.jsonl`);
  const { handle } = NodeHttpHandler.prototype;
  NodeHttpHandler.prototype.handle = async function record(request, options) {
    const begun = Date.now();
    const write = (more: Pick<RecordedCall, 'status' | 'answer' | 'error'>) =>
      appendFileSync(
        file,
        `${JSON.stringify({ ...describe(request), ...more, milliseconds: Date.now() - begun })}\n`,
      );
    try {
      const answered = await handle.call(this, request, options);
      const { response } = answered;
      const body = await buffer(response.body as Readable);
      write({ status: response.statusCode, answer: tell(body) });
      response.body = new PassThrough().end(body);
      return answered;
    } catch (error) {
      write({ error: (error as Error).name });
      throw error;
    }
  };
}

function describe({ method, hostname, path, query, headers, body }: Request) {
  const [, service] = /Credential=[^/]+\/\d+\/([^/]+\/[^/]+)\//.exec(headers['authorization'] ?? '') ?? [];
  return {
    request: `${method} ${hostname} ${path}${formatQuery(query)}`,
    scope: service ?? '',
    target: headers['x-amz-target'],
    sent: tell(body),
  };
}

function formatQuery(query: Request['query']): string {
  const given = Object.entries(query ?? {}).map(([name, value]) => [name, String(value ?? '')] as const);
  const text = new URLSearchParams(Object.fromEntries(given)).toString();
  return text === '' ? '' : `?${text}`;
}

/** Blocks of disks are told by their length. */
function tell(body: unknown): string {
  if (typeof body === 'string') return redactBody(body);
  if (!(body instanceof Uint8Array)) return '';
  return body.length >= EBS_BLOCK ? `${body.length} bytes` : redactBody(Buffer.from(body).toString());
}
