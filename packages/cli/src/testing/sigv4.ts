import { createHash, createHmac } from 'node:crypto';
import type { Asked } from '@strata/sdk/testing';

/** A request and what its signature is made of. */
export interface SignedRequest {
  readonly request: Asked;
  /** `DATE/REGION/SERVICE/aws4_request`. */
  readonly scope: string;
  readonly signed: readonly string[];
  readonly secret: string;
}

/** The signature that AWS expects, by "Signature Version 4" of its general reference; for requests without a query. */
export function signatureOf({ request, scope, signed, secret }: SignedRequest): string {
  const headers = signed.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [request.method, request.url, '', headers, signed.join(';'), sha256(request.body)].join(
    '\n',
  );
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
