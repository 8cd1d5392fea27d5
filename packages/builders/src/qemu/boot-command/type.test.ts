import { type Diagnostic, Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { createRecordingReporter, createTestPorts } from '@strata/sdk/testing';
import { parseBootCommand, parseBootSteps } from './parse';
import { type RfbServerOptions, startRfbServer } from './testing/rfb-server';
import { type TypeRequest, typeBootCommand } from './type';

const createContext = (signal = new AbortController().signal) => ({
  ports: createTestPorts(),
  reporter: createRecordingReporter(),
  signal,
});

interface Typed extends Partial<Omit<TypeRequest, 'vnc'>> {
  readonly server?: RfbServerOptions;
  readonly password?: string;
}

async function type(text: string, { server: options = {}, password, ...request }: Typed = {}) {
  await using server = await startRfbServer(options);
  const context = createContext();
  const problems = await typeBootCommand(context, {
    vnc: {
      host: '127.0.0.1',
      port: server.port,
      ...(password !== undefined && { password: new Secret(password) }),
    },
    actions: parseBootCommand(text).value,
    keyInterval: 100,
    groupInterval: 0,
    ...request,
  }).then(
    (): readonly Diagnostic[] => [],
    (error: unknown) => {
      if (error instanceof Failure) return error.diagnostics;
      throw error;
    },
  );
  await server.idle();
  expect(server.violations).toEqual([]);
  // Reports of progress wait too, a tenth of a second at most.
  const sleeps = context.ports.clock.sleeps.filter((one) => one > 100);
  return { keys: server.keys.join(' '), sleeps, problems, reporter: context.reporter };
}

test('each key goes down and comes up, with Shift round capitals and symbols', async () => {
  const { keys, sleeps, problems } = await type('aB|<enter>', { keyInterval: 150 });
  expect(problems).toEqual([]);
  expect(keys).toBe('+61 -61 +ffe1 +42 -42 -ffe1 +ffe1 +7c -7c -ffe1 +ff0d -ff0d');
  expect(sleeps).toEqual(Array.from({ length: 12 }, () => 150));
});

test('a key that is held stays down until it is let go', async () => {
  const { keys } = await type('<leftAltOn>x<leftAltOff><XOn><XOff>');
  expect(keys).toBe('+ffe9 +78 -78 -ffe9 +ffe1 +58 -58 -ffe1');
});

test('waits and intervals are waited at their places', async () => {
  const { sleeps } = await type('a<wait5>b<wait1m><wait>', { keyInterval: 150, groupInterval: 500 });
  expect(sleeps).toEqual([150, 150, 500, 5000, 150, 150, 500, 60_000, 1000]);
});

test('steps are told, and no key is', async () => {
  const { value } = parseBootSteps([
    ['hunter2', 'logging in'],
    ['<enter>', 'starting'],
  ]);
  const { reporter } = await type('', { actions: value });
  expect(reporter.said.slice(1)).toEqual([
    'Typing the boot commands over VNC...',
    'Typing boot command for: logging in',
    'Typing boot command for: starting',
  ]);
  expect(reporter.progressed.at(-1)).toMatchObject({ done: 10, total: 10, ended: true });
  expect(JSON.stringify(reporter.progressed)).not.toMatch('hunter');
});

test('nothing to type needs no server', async () => {
  const context = createContext();
  await typeBootCommand(context, {
    vnc: { host: '127.0.0.1', port: 1 },
    actions: [],
    keyInterval: 0,
    groupInterval: 0,
  });
  expect(context.reporter.said).toEqual([]);
});

test.each([
  'RFB 003.003\n',
  'RFB 003.005\n',
  'RFB 003.007\n',
  'RFB 003.008\n',
  'RFB 003.889\n',
  'RFB 004.001\n',
])('a server that greets with %j gets keys, with and without a password', async (greeting) => {
  expect((await type('a', { server: { greeting } })).keys).toBe('+61 -61');
  const server = { greeting, types: [2], password: 'secret' };
  expect((await type('a', { server, password: 'secret' })).keys).toBe('+61 -61');
  const { problems, keys } = await type('a', { server, password: 'wrong' });
  expect(keys).toBe('');
  expect(problems).toMatchObject([{ code: 'BLD042', detail: expect.stringMatching('refused the password') }]);
});

test('with a choice, a password is used when there is one', async () => {
  const server = { types: [16, 1, 2], password: 'secret' };
  expect((await type('a', { server })).problems).toEqual([]);
  expect((await type('a', { server, password: 'wrong' })).problems).toMatchObject([
    { detail: expect.stringMatching(/refused the password: wrong password\.$/) },
  ]);
});

test.each<[RfbServerOptions, RegExp]>([
  [{ types: [2] }, /asks for a password, and none is given\.$/],
  [
    { types: [19, 30] },
    /asks for authentication of type 19 or 30; None \(1\) and VNC \(2\) are known here\.$/,
  ],
  [{ refusal: 'too many' }, /refused the connection: too many\.$/],
  [{ greeting: 'RFB 003.003\n', refusal: 'too many' }, /refused the connection: too many\.$/],
  [{ greeting: 'HTTP/1.1 400\n' }, /does not speak RFB 3: it greets with "HTTP\/1\.1 40/],
])('a server that does not play along is told: %j', async (server, detail) => {
  const { problems } = await type('abcdef<wait>', { server, keyInterval: 0 });
  expect(problems).toMatchObject([{ code: 'BLD042', detail: expect.stringMatching(detail) }]);
});

test('a port where nobody listens is told', async () => {
  const server = await startRfbServer();
  await server[Symbol.asyncDispose]();
  const typing = typeBootCommand(createContext(), {
    vnc: { host: '127.0.0.1', port: server.port },
    actions: parseBootCommand('a').value,
    keyInterval: 0,
    groupInterval: 0,
  });
  await expect(typing).rejects.toThrow(/cannot be reached: connect ECONNREFUSED/);
});

/** Types on a clock on which no sleep ends by itself; `sleeping` is over when somebody sleeps. */
function typeForever(port: number, text: string, signal: AbortSignal) {
  const context = createContext(signal);
  let typing = Promise.resolve();
  const sleeping = new Promise<void>((resolve) => {
    const sleep = (_: number, end: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        end.addEventListener('abort', () => reject(end.reason as Error));
        resolve();
      });
    const ports = { ...context.ports, clock: { ...context.ports.clock, sleep } };
    const actions = parseBootCommand(text).value;
    const vnc = { host: '127.0.0.1', port };
    typing = typeBootCommand({ ...context, ports }, { vnc, actions, keyInterval: 0, groupInterval: 0 });
  });
  return { typing, sleeping };
}

test('a machine that goes away during a wait is not waited for', async () => {
  await using server = await startRfbServer({ keys: 2 });
  const { typing } = typeForever(server.port, 'a<wait10h>', new AbortController().signal);
  await expect(typing).rejects.toThrow(/hung up\./);
});

test('a line that breaks off is told, in the greeting and later', async () => {
  expect((await type('a', { server: { resets: true } })).problems).toMatchObject([
    { code: 'BLD042', detail: expect.stringMatching('ECONNRESET') },
  ]);
  await using server = await startRfbServer({ keys: 2, resets: true });
  const { typing } = typeForever(server.port, 'a<wait10h>', new AbortController().signal);
  await expect(typing).rejects.toThrow(/The VNC server at .*(ECONNRESET|hung up)/);
});

test('a greeting ends at once with the reason of an abort, and the line is closed', async () => {
  await using server = await startRfbServer({ mute: true });
  const abort = new AbortController();
  const { typing } = typeForever(server.port, 'a', abort.signal);
  while (server.connections === 0) await new Promise((resolve) => setImmediate(resolve));
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(typing).rejects.toBe(reason);
  await server.idle();
});

test('a wait ends at once with the reason of an abort, and nothing more is typed', async () => {
  await using server = await startRfbServer();
  const abort = new AbortController();
  const { typing, sleeping } = typeForever(server.port, '<wait10h>a', abort.signal);
  await sleeping;
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(typing).rejects.toBe(reason);
  await server.idle();
  expect(server.keys).toEqual([]);
});
