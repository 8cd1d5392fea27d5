import { createHmac } from 'node:crypto';
import { md4 } from './md4';

/** Who logs in, as Windows knows them. */
export interface NtlmUser {
  /** Empty for users of the machine itself. */
  readonly domain: string;
  readonly name: string;
  readonly password: string;
}

/** What a response is made of beside the user. */
export interface NtlmExchange {
  /** Eight bytes that the server chose. */
  readonly challenge: Buffer;
  /** What the server says of itself, as it says it. */
  readonly targetInfo: Buffer;
  /** Eight bytes that we choose. */
  readonly nonce: Buffer;
  /** Eight bytes: hundreds of nanoseconds since 1601. */
  readonly time: Buffer;
}

/** `DOMAIN\name`, `name@domain` or a name alone. */
export function parseUser(username: string, password: string): NtlmUser {
  const [, domain, name] = /^([^\\]*)\\(.*)$/s.exec(username) ?? [];
  return { domain: domain ?? '', name: name ?? username, password };
}

/** The proof that somebody knows a password, with what it is made of. Source: [MS-NLMP] 3.3.2, "NTLM v2 Authentication". */
export function makeResponse(user: NtlmUser, { challenge, targetInfo, nonce, time }: NtlmExchange): Buffer {
  const versions = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
  const content = Buffer.concat([versions, time, nonce, Buffer.alloc(4), targetInfo, Buffer.alloc(4)]);
  return Buffer.concat([prove(user, challenge, content), content]);
}

/** What only somebody can make who knows the password. @param content that it is made for, beside the challenge */
export function prove(user: NtlmUser, challenge: Buffer, content: Buffer): Buffer {
  return hmac(getKey(user), challenge, content);
}

/** What stands for the password. */
function getKey({ domain, name, password }: NtlmUser): Buffer {
  return hmac(md4(encode(password)), encode(`${name.toUpperCase()}${domain}`));
}

/** MD5, as the protocol has it; who breaks it has listened to the network, so take HTTPS. */
function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const mac = createHmac('md5', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** As Windows writes texts. */
export function encode(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
