import { Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { createHttp } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts, listen } from '@strata/sdk/testing';
import { askServer, getRefusal, type Question } from './ask-server';
import { parseRetryAfter } from './retry-after';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function create() {
  const ports = { ...createTestPorts(), http: createHttp() };
  const context = createPostProcessContext({ ports });
  const question = (url: string): Question => ({
    server: 'The server',
    method: 'POST',
    url,
    headers: { Authorization: new Secret('Bearer hunter2') },
    body: '{}',
  });
  return { context, question, pauses: ports.clock.sleeps };
}

test.each([
  ['7', 7000],
  [' 0 ', 0],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Thu, 01 Jan 2015 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j asks for %j ms', (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected);
});

test.each([429, 500, 502, 503, 504])(
  '%i is tried again, with growing pauses, until it is over',
  async (status) => {
    await using server = await listen((_, response, count) =>
      response.writeHead(count < 4 ? status : 201).end(),
    );
    const { context, question, pauses } = create();
    expect((await askServer(context, question(server.origin))).status).toBe(201);
    expect(pauses).toEqual([1000, 3000, 9000]);
    expect(server.asked).toHaveLength(4);
  },
);

test.each([400, 401, 404, 422, 501])('%i is for good', async (status) => {
  await using server = await listen((_, response) => response.writeHead(status).end());
  const { context, question, pauses } = create();
  expect((await askServer(context, question(server.origin))).status).toBe(status);
  expect(pauses).toEqual([]);
});

test('it is tried five times, and the last answer counts', async () => {
  await using server = await listen((_, response, count) => response.writeHead(503).end(`answer ${count}`));
  const { context, question } = create();
  expect((await askServer(context, question(server.origin))).text).toBe('answer 5');
});

test('a server that asks for a pause gets it; one that asks for too long is told', async () => {
  await using server = await listen(({ url }, response, count) =>
    response.writeHead(count === 1 ? 429 : 200, { 'retry-after': url === '/long' ? '3600' : '12' }).end(),
  );
  const { context, question, pauses } = create();
  await askServer(context, question(`${server.origin}/short`));
  expect(pauses).toEqual([12_000]);
  await using other = await listen((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
  const error = await askServer(context, question(other.origin)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).diagnostics[0]).toMatchObject({
    code: 'PPR008',
    hint: expect.stringContaining('Retry-After: 3600'),
  });
});

test('a server that asks for less than the usual pause gets the usual one', async () => {
  await using server = await listen((_, response, count) =>
    response.writeHead(count === 1 ? 503 : 200, { 'retry-after': '0' }).end(),
  );
  const { context, question, pauses } = create();
  await askServer(context, question(server.origin));
  expect(pauses).toEqual([1000]);
});

test('of an answer that never ends the beginning is enough', async () => {
  await using server = await listen((_, response) => {
    const more = () => {
      while (response.write('x'.repeat(1 << 14)));
      response.once('drain', more);
    };
    more();
  });
  const { context, question } = create();
  const { text } = await askServer(context, question(server.origin));
  expect(text).toMatch(/^x{65536}/);
});

test('an answer that does not come in time is a problem, and what was sent may have arrived', async () => {
  await using server = await listen(() => undefined);
  const { context, question } = create();
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  try {
    await expect(askServer(context, question(server.origin))).rejects.toMatchObject({
      diagnostics: [{ code: 'PPR007', hint: expect.stringContaining('may have arrived') }],
    });
    expect(timeout).toHaveBeenCalledWith(60_000);
  } finally {
    timeout.mockRestore();
  }
});

test('a connection that fails is not tried again: nobody knows what arrived', async () => {
  const { context, question, pauses } = create();
  await expect(askServer(context, question('http://127.0.0.1:1/'))).rejects.toThrow(Failure);
  expect(pauses).toEqual([]);
});

test('what a server repeats of a secret is masked, and a long answer is cut', async () => {
  await using server = await listen(({ headers }, response) =>
    response.writeHead(401).end(`bad ${headers.authorization} ${'x'.repeat(2000)}`),
  );
  const { context, question } = create();
  const asked = question(server.origin);
  const [problem] = getRefusal(asked, await askServer(context, asked)).diagnostics;
  expect(problem?.detail).toMatch(/^The server answered 401: bad .*x…$/);
  expect(problem?.detail).not.toContain('hunter2');
  expect(problem?.detail.length).toBeLessThan(600);
});
