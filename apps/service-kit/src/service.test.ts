import { generateKeyPairSync } from 'node:crypto';
import { Router } from 'express';
import { type SignOptions, sign } from 'jsonwebtoken';
import { AUDIENCE, getCaller, requireScope } from './caller';
import { type Listening, listen } from './listen';
import { createLog } from './log';
import { createService } from './service';
import type { TokenKey } from './token-key';

const secret = Buffer.alloc(32, 'k');
const hs256: TokenKey = { algorithm: 'HS256', key: secret };
const good: SignOptions = { subject: 'ada', audience: AUDIENCE, expiresIn: 60 };

const lines: string[] = [];
const log = createLog(
  'test',
  (line) => lines.push(line),
  () => 0,
);
const running: Listening[] = [];
beforeEach(() => lines.splice(0));
afterAll(() => Promise.all(running.map((server) => server.stop(0))));

function makeRoutes(): Router {
  const routes = Router();
  routes.get('/me', (_request, response) => {
    response.send({ subject: getCaller(response).subject });
  });
  routes.post('/write', requireScope('things:write'), (request, response) => {
    response.send(request.body);
  });
  routes.get('/broken', () => {
    throw new Error('secret detail');
  });
  return routes;
}

async function start(key: TokenKey): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const server = await listen(createService({ key, log, routes: makeRoutes() }), {
    host: '127.0.0.1',
    port: 0,
  });
  running.push(server);
  return (path, init) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test('the health check needs no token', async () => {
  const call = await start(hs256);
  const response = await call('/healthz');
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('a request without a token is refused with a problem that says what is missing', async () => {
  const call = await start(hs256);
  const response = await call('/me');
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await response.json()).toEqual({ title: 'A bearer token is required', status: 401, errors: [] });
});

test('a valid token opens the routes and names the caller', async () => {
  const call = await start(hs256);
  const response = await call('/me', bearer(sign({}, secret, good)));
  expect([response.status, await response.json()]).toEqual([200, { subject: 'ada' }]);
});

const { audience: _audience, ...noAudience } = good;
const { expiresIn: _expiresIn, ...noExpiry } = good;
const { subject: _subject, ...noSubject } = good;
test.each([
  ['signed with another key', sign({}, Buffer.alloc(32, 'x'), good)],
  ['signed with another algorithm', sign({}, secret, { ...good, algorithm: 'HS512' })],
  ['not signed', sign({}, '', { ...good, algorithm: 'none' })],
  ['expired', sign({}, secret, { ...good, expiresIn: -1 })],
  ['made for somebody else', sign({}, secret, { ...good, audience: 'other' })],
  ['without an audience', sign({}, secret, noAudience)],
  ['without an end', sign({}, secret, noExpiry)],
  ['without a subject', sign({}, secret, noSubject)],
  ['not a token', 'hello'],
])('a token that is %s is refused', async (_name, token) => {
  const call = await start(hs256);
  expect((await call('/me', bearer(token))).status).toBe(401);
});

test('a service with an RSA public key accepts RS256 and no secret made of that public key', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const call = await start({ algorithm: 'RS256', key: pair.publicKey });
  const honest = sign({}, pair.privateKey, { ...good, algorithm: 'RS256' });
  const forged = sign({}, pair.publicKey.export({ type: 'spki', format: 'pem' }), good);
  expect((await call('/me', bearer(honest))).status).toBe(200);
  expect((await call('/me', bearer(forged))).status).toBe(401);
});

test('a route with a scope is closed to tokens without it', async () => {
  const call = await start(hs256);
  const post = (scope: string) =>
    call('/write', { method: 'POST', ...bearer(sign({ scope }, secret, good)) });
  expect((await post('things:read')).status).toBe(403);
  expect((await post('things:read things:write')).status).toBe(200);
});

test('a body that is not JSON is the caller’s mistake', async () => {
  const call = await start(hs256);
  const token = sign({ scope: 'things:write' }, secret, good);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  expect((await call('/write', { method: 'POST', headers, body: '{' })).status).toBe(400);
});

test('an unknown path is told apart from a forbidden one only to callers with a token', async () => {
  const call = await start(hs256);
  expect((await call('/nothing')).status).toBe(401);
  expect((await call('/nothing', bearer(sign({}, secret, good)))).status).toBe(404);
});

test('an unexpected error is in the log and not in the answer', async () => {
  const call = await start(hs256);
  const response = await call('/broken', bearer(sign({}, secret, good)));
  expect([response.status, await response.text()]).toEqual([
    500,
    expect.not.stringContaining('secret detail'),
  ]);
  expect(lines.join('')).toContain('secret detail');
});

test('the log holds paths and never tokens', async () => {
  const call = await start(hs256);
  const token = sign({}, secret, good);
  await (await call('/me?x=1', bearer(token))).text();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ method: 'GET', path: '/me', status: 200 }]);
  expect(lines.join('')).not.toContain(token);
});
