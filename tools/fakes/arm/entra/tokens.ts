import { randomUUID } from 'node:crypto';
import { refuse } from '../refusal';

/** For whom a token speaks to whom, and until when. */
export interface TokenOptions {
  /** @default ARM's own */
  readonly audience?: string;
  /** Milliseconds by this machine's clock, by which SDKs renew tokens as well; negative for one that has ended. */
  readonly lifetime?: number;
}

/** As the SDKs' own type, so that it can be given to any of their clients. */
export interface FakeCredential {
  getToken(scopes: string | readonly string[]): Promise<{ token: string; expiresOnTimestamp: number }>;
}

export interface Tokens {
  readonly tenant: string;
  /** The object id of the one who asks, as in refusals. */
  readonly principal: string;
  /** A token that says what it is told to say. */
  issue(options?: TokenOptions): string;
  /** A credential whose tokens have the audience of the scopes that are asked for. */
  credential(options?: TokenOptions): FakeCredential;
  /** Refuses what is no token of this tenant's for ARM. */
  check(authorization: string | undefined): void;
}

interface Claims {
  readonly audience: string;
  readonly ends: number;
}

const armAudience = 'https://management.azure.com';
const knownAudiences: ReadonlySet<string> = new Set([armAudience, 'https://management.core.windows.net']);
const usualLifetime = 24 * 60 * 60 * 1000;

/** Who gives tokens out, and knows them again. */
export function createTokens(): Tokens {
  const tenant = randomUUID();
  const principal = randomUUID();
  const issued = new Map<string, Claims>();
  const issue = ({ audience = armAudience, lifetime = usualLifetime }: TokenOptions = {}) => {
    const ends = Date.now() + lifetime;
    const payload = { aud: audience, iss: `https://sts.windows.net/${tenant}/`, oid: principal, tid: tenant };
    const times = { nbf: toSeconds(Date.now()), iat: toSeconds(Date.now()), exp: toSeconds(ends) };
    const parts = [
      { typ: 'JWT', alg: 'none' },
      { ...payload, ...times, uti: randomUUID() },
    ];
    const token = `${parts.map(encode).join('.')}.`;
    issued.set(token, { audience, ends });
    return token;
  };
  return {
    tenant,
    principal,
    issue,
    credential: ({ audience, lifetime = usualLifetime } = {}) => ({
      async getToken(scopes) {
        const asked = [scopes].flat()[0]?.replace(/\/+\.default$/, '') ?? armAudience;
        return {
          token: issue({ audience: audience ?? asked, lifetime }),
          expiresOnTimestamp: Date.now() + Math.abs(lifetime),
        };
      },
    }),
    check(authorization) {
      if (authorization === undefined) throw refuseLogin('AuthenticationFailed', missing, tenant);
      const claims = issued.get(/^Bearer (\S+)$/.exec(authorization)?.[1] ?? '');
      if (!claims) throw refuseLogin('InvalidAuthenticationToken', 'The access token is invalid.', tenant);
      if (!isKnownAudience(claims.audience))
        throw refuseLogin(
          'InvalidAuthenticationTokenAudience',
          `The access token has been obtained for wrong audience or resource '${claims.audience}'. It should exactly match with one of the allowed audiences '${[...knownAudiences].map((name) => `${name}/`).join("','")}'.`,
          tenant,
        );
      if (claims.ends <= Date.now())
        throw refuseLogin(
          'ExpiredAuthenticationToken',
          `The access token expiry UTC time '${new Date(claims.ends).toISOString()}' is earlier than current UTC time '${new Date().toISOString()}'.`,
          tenant,
        );
    },
  };
}

const missing = "Authentication failed. The 'Authorization' header is missing.";

/** The SDK makes the audience of an unusual endpoint by its address. */
function isKnownAudience(audience: string): boolean {
  const name = audience.replace(/\/+$/, '');
  return knownAudiences.has(name) || /^https:\/\/(127\.0\.0\.1|localhost):\d+$/.test(name);
}

function refuseLogin(code: string, message: string, tenant: string) {
  const challenge = `Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token", error_description="${message}"`;
  return refuse(code, message, { status: 401, headers: { 'www-authenticate': challenge } });
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
