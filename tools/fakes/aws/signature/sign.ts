import { createHash, createHmac } from 'node:crypto';
import type { Received } from '../wire/protocol';
import type { Authorization } from './authorization';
import { hashBytes } from './hash';

/** What a client may put for the digest of a body that it did not read. */
const unsigned = 'UNSIGNED-PAYLOAD';

/** The signature that a request must have, by "Signature Version 4" of AWS's general reference. */
export function computeSignature(
  received: Received,
  { scope, signed }: Pick<Authorization, 'scope' | 'signed'>,
  secret: string,
): string {
  const canonical = [
    received.method,
    encodePath(received.path),
    encodeQuery(received.query),
    ...signed.map((name) => `${name}:${trimSpaces(String(received.headers[name] ?? ''))}`),
    '',
    signed.join(';'),
    hashBody(received),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', received.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

/** Whether the body is the one whose digest was signed. */
export function isBodyTrue({ headers, body }: Received): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === unsigned || claimed === hashBytes(body).toString('hex');
}

function hashBody({ headers, body }: Received): string {
  return headers['x-amz-content-sha256'] === unsigned ? unsigned : hashBytes(body).toString('hex');
}

/** Every service but S3 wants the path encoded once more than it is sent. */
function encodePath(path: string): string {
  return path.split('/').map(encodePart).join('/');
}

function encodeQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`);
  return pairs.sort().join('&');
}

/** As RFC 3986 has it: JavaScript leaves four more characters as they are. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function trimSpaces(text: string): string {
  return text.trim().replace(/ +/g, ' ');
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
