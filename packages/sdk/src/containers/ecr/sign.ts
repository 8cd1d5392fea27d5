import { createHash, createHmac } from 'node:crypto';

/** Who signs a request to AWS. */
export interface AwsKey {
  readonly id: string;
  readonly secret: string;
  /** Of a temporary key. */
  readonly token?: string;
}

/** A POST without a query. */
export interface AwsRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** For whom a signature counts. */
export interface AwsScope {
  readonly region: string;
  readonly service: string;
  /** Milliseconds since the epoch. AWS takes signatures of the last five minutes. */
  readonly now: number;
}

/** The headers of a request, signed by "Signature Version 4" of AWS's general reference. */
export function signRequest(
  request: AwsRequest,
  key: AwsKey,
  scope: AwsScope,
): Readonly<Record<string, string>> {
  const date = new Date(scope.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Readonly<Record<string, string>> = {
    ...request.headers,
    host: request.url.host,
    'x-amz-date': date,
    ...(key.token !== undefined && { 'x-amz-security-token': key.token }),
  };
  const names = Object.keys(headers).sort();
  const list = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const signed = names.join(';');
  const canonical = ['POST', request.url.pathname, '', list, signed, hash(request.body)].join('\n');
  const place = [date.slice(0, 8), scope.region, scope.service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', date, place.join('/'), hash(canonical)].join('\n');
  const signingKey = place.reduce<string | Buffer>((last, part) => mac(last, part), `AWS4${key.secret}`);
  const signature = mac(signingKey, text).toString('hex');
  const credential = `Credential=${key.id}/${place.join('/')}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
