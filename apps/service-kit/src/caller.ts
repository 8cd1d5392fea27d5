import type { RequestHandler, Response } from 'express';
import { type JwtPayload, verify } from 'jsonwebtoken';
import { HttpProblem } from './http-problem';
import type { TokenKey } from './token-key';

/** Who sent a request, as its token says. */
export interface Caller {
  readonly subject: string;
  readonly scopes: readonly string[];
  /** The token itself, to call another service in the caller's name. */
  readonly token: string;
}

/** The `aud` of every token for this group of services. */
export const AUDIENCE = 'webapp';

/** Lets only requests through that carry a valid bearer token. */
export function requireToken(key: TokenKey): RequestHandler {
  return (request, response, next) => {
    response.locals.caller = readCaller(request.get('authorization'), key);
    next();
  };
}

/** Lets only callers through whose token has the scope (RFC 8693, 4.2). */
export function requireScope(scope: string): RequestHandler {
  return (_request, response, next) => {
    if (!getCaller(response).scopes.includes(scope))
      throw new HttpProblem(403, `The token lacks the scope ${scope}`);
    next();
  };
}

/** The caller that `requireToken` found. */
export function getCaller(response: Response): Caller {
  return response.locals.caller as Caller;
}

function readCaller(header: string | undefined, key: TokenKey): Caller {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
  if (!token) throw new HttpProblem(401, 'A bearer token is required');
  const { sub, scope } = readClaims(token, key);
  if (!sub) throw new HttpProblem(401, 'The token names no subject');
  return { subject: sub, scopes: typeof scope === 'string' ? scope.split(' ') : [], token };
}

/** Why a token is refused stays with us: it would only help to forge a better one. */
function readClaims(token: string, { key, algorithm }: TokenKey): JwtPayload {
  try {
    const claims = verify(token, key, { algorithms: [algorithm], audience: AUDIENCE });
    if (typeof claims === 'object' && claims.exp !== undefined) return claims;
  } catch {
    // Expired, forged, for somebody else: all the same answer.
  }
  throw new HttpProblem(401, 'The token is not valid');
}
