import { Secret } from '@strata/sdk';
import { listen, sendJson } from '@strata/sdk/testing';
import { run, tellProblem } from '../testing/run';
import { notify } from './post-process';
import { type NotifyOptions, notifySchema } from './schema';

const defaults: NotifyOptions = {
  message: notifySchema.options.message.default,
  webhook: [],
  slack: [],
  email: [],
};
const tell = (options: Partial<NotifyOptions>) => run(notify, { ...defaults, ...options });

/** Refuses what a strict webhook refuses. */
const listenAsWebhook = () =>
  listen(({ method, headers, body }, response) => {
    if (method !== 'POST') return sendJson(response, 405, {});
    if (headers['content-type'] !== 'application/json') return sendJson(response, 415, {});
    if (headers.authorization !== 'Bearer hunter2')
      return sendJson(response, 401, { error: `who is ${headers.authorization}?` });
    if (!JSON.parse(body).message) return sendJson(response, 422, { error: 'message is missing' });
    return response.writeHead(204).end();
  });

/** As Slack answers: text, not JSON. */
const listenAsSlack = () =>
  listen(({ url, body }, response) => {
    if (url !== '/services/T0/B0/hunter2') return response.writeHead(404).end('no_service');
    if (!JSON.parse(body).text) return response.writeHead(400).end('no_text');
    return response.end('ok');
  });

test('a webhook is given an object that programs read', async () => {
  await using server = await listenAsWebhook();
  const headers = { Authorization: new Secret('Bearer hunter2') };
  const { result, problems } = await tell({ webhook: [{ url: `${server.origin}/hook`, headers }] });
  expect(problems).toEqual([]);
  expect(result?.input).toBe('must-keep');
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
    status: 'success',
    message: 'golden (file) was built: ami-1',
    build: 'golden',
    builder_type: 'file',
    builder_id: 'packer.file',
    artifact_id: 'ami-1',
    files: ['out/disk.raw'],
    run: 'run-1',
  });
});

test('every try of a webhook has the same key', async () => {
  await using server = await listen((_, response, count) => response.writeHead(count < 3 ? 503 : 200).end());
  await tell({ webhook: [{ url: server.origin, headers: undefined }] });
  const keys = server.asked.map(({ headers }) => headers['idempotency-key']);
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
});

test('a webhook that refuses is told with its answer, without the secret', async () => {
  await using server = await listenAsWebhook();
  const headers = { Authorization: new Secret('Bearer wrong-token') };
  const problem = tellProblem(await tell({ webhook: [{ url: server.origin, headers }] }));
  expect(problem).toMatch(/^PPR008 The webhook answered 401: .*who is .* Check the token/);
  expect(problem).not.toContain('wrong-token');
});

test('a chat is given the message with its markup escaped', async () => {
  await using server = await listenAsSlack();
  const url = new Secret(`${server.origin}/services/T0/B0/hunter2`);
  const message = '<{{.BuildName}}> & {{.ArtifactId}} of {{.RunId}}';
  const { problems } = await tell({ message, slack: [{ url, channel: '#images' }] });
  expect(problems).toEqual([]);
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
    text: '&lt;golden&gt; &amp; ami-1 of run-1',
    channel: '#images',
  });
});

test('an address that is a secret is in no problem', async () => {
  await using server = await listenAsSlack();
  const url = new Secret(`${server.origin}/services/T0/B0/other-secret`);
  const problem = tellProblem(await tell({ slack: [{ url, channel: undefined }] }));
  expect(problem).toMatch(/^PPR008 The chat answered 404: no_service/);
  const nowhere = tellProblem(
    await tell({ slack: [{ url: new Secret('http://127.0.0.1:1/other-secret'), channel: undefined }] }),
  );
  expect(nowhere).toMatch(/^SDK003 The address of The chat could not be read/);
  expect(problem + nowhere).not.toContain('other-secret');
});

test('all are told, whatever fails', async () => {
  await using server = await listenAsSlack();
  const url = `${server.origin}/services/T0/B0/hunter2`;
  const ended = await tell({
    webhook: [
      { url: 'http://127.0.0.1:1', headers: undefined },
      { url: 'ftp://x', headers: undefined },
    ],
    slack: [{ url, channel: undefined }],
  });
  expect(ended.problems.map(({ code }) => code)).toEqual(['SDK003', 'SDK003']);
  expect(server.asked).toHaveLength(1);
});

const here = { file: 'x', start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 2, byte: 1 } };

test.each([
  [{}, ['PPR003']],
  [{ webhook: [{}] }, []],
  [{ webhook: [{}], message: '{{.Nobody}}' }, ['SDK008']],
])('options %j give %j', (options, expected) => {
  const codes = notifySchema.rules?.flatMap((rule) => rule(options, () => here, String)) ?? [];
  expect(codes.map(({ code }) => code)).toEqual(expected);
});

test.each([
  ['webhook', { url: 'ftp://x' }, 'SDK009'],
  ['slack', { url: new Secret('hunter2') }, 'SDK009'],
  ['email', { port: 0 }, 'PPR012'],
  ['email', { port: 65_536 }, 'PPR012'],
  ['email', { port: 1.5 }, 'PPR012'],
  ['email', { password: new Secret('x') }, 'PPR003'],
  ['email', { to: [] }, 'PPR003'],
  ['email', { to: ['a@b', ''] }, 'PPR003'],
] as const)('%s with %j has the problem %s, and none without', (block, options, code) => {
  const { rules } = notifySchema.blocks[block].schema;
  const spare = { url: 'https://x', to: ['a@b'], port: 65_535, encryption: 'tls' };
  const check = (given: object) =>
    rules.flatMap((rule) => rule({ ...spare, ...given }, () => here, String)).map((problem) => problem.code);
  expect(check(options)).toEqual([code]);
  expect(check({})).toEqual([]);
});

test('a webhook that leads elsewhere was not told, even when a page is there', async () => {
  await using server = await listen(({ url }, response) => {
    if (url === '/new') return response.writeHead(200).end();
    return response.writeHead(301, { location: '/new' }).end();
  });
  const webhook = [{ url: server.origin, headers: undefined }];
  const slack = [{ url: server.origin, channel: undefined }];
  const problem = tellProblem(await tell({ webhook, slack }));
  expect(problem).toMatch(
    /^PPR008 The webhook answered 301 .*address.*\nPPR008 The chat answered 301 .*address/,
  );
});
