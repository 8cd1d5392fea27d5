import type { FakeAws } from '../index';
import { computeSignature } from '../signature/sign';

/** A request as no client of the SDK would make it. */
export interface RawRequest {
  /** As in signatures. */
  readonly service: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent in place of the body that was signed. */
  readonly sent?: string;
  /** @default now */
  readonly date?: Date;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Signs a request and sends it. */
export async function sendSigned({ endpoint, key }: FakeAws, request: RawRequest): Promise<RawAnswer> {
  const { service, body, headers: more = {}, sent = body, date = new Date() } = request;
  const stamp = date.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${stamp.slice(0, 8)}/eu-west-1/${service}/aws4_request`;
  const headers = { ...more, host: new URL(endpoint).host, 'x-amz-date': stamp };
  const signed = Object.keys(headers).sort();
  const signature = computeSignature(
    { method: 'POST', path: '/', query: new URLSearchParams(), headers, body: Buffer.from(body) },
    { scope, signed },
    key.secretAccessKey,
  );
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, authorization },
    body: sent,
  });
  return { status: response.status, text: await response.text() };
}
