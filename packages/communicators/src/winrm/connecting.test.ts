import { createServer } from 'node:http';
import { type connect, createServer as createTcp, type Server } from 'node:net';
import { Failure } from '@strata/diagnostics';
import type { CommunicatorOptions } from '@strata/sdk';
import { getOptions } from '../testing/ssh-fixture';
import { getFreePort } from '../testing/sshd';
import { connectToWindows, createQuickContext } from '../testing/winrm-fixture';
import type { Program } from '../testing/winrm-server/process';
import { startWinrmServer, type WinrmServer, type WinrmServerOptions } from '../testing/winrm-server/start';
import { getSettings } from './get-settings';

/** Milliseconds. Each message is a request of its own, which takes its time on a busy machine. */
jest.setTimeout(30_000);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options: WinrmServerOptions = {}): Promise<WinrmServer> {
  const server = await startWinrmServer(options);
  closing.push(() => server.close());
  return server;
}

/** Nobody is waited for: one look, and what it told. */
async function getProblem(
  server: Parameters<typeof connectToWindows>[0],
  given: Partial<CommunicatorOptions> = {},
) {
  const context = createQuickContext();
  const error = await connectToWindows(server, { winrm_timeout: 0, ...given }, context).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  const [{ code, detail = '', hint = '' } = error.diagnostics[0]!] = error.diagnostics;
  return { code, detail: detail.replaceAll(String(server.port), 'PORT'), hint, context };
}

test('a machine that answers is told of in the words of Packer', async () => {
  const server = await start();
  const context = createQuickContext();
  const connection = await connectToWindows(server, { pause_before_connecting: 10_000 }, context);
  await connection.close();
  expect(context.reporter.said).toEqual([
    'Using WinRM communicator to connect: 127.0.0.1',
    'Waiting for WinRM to become available...',
    'Pausing 10s before connecting...',
    'Connected to WinRM!',
  ]);
  expect([connection.communicator.type, server.shellCount()]).toEqual(['winrm', 0]);
});

test('a machine that is not up yet is waited for', async () => {
  const server = await start();
  server.reboot(200);
  const connection = await connectToWindows(server);
  await connection.close();
  expect(server.log).toContain('create');
});

test('a port where nobody listens is given up at the end of winrm_timeout', async () => {
  const port = await getFreePort();
  const { code, detail, hint } = await getProblem({ port, username: 'a', password: 'b' });
  expect(code).toBe('COM005');
  expect(detail).toBe(
    'The machine at 127.0.0.1:PORT cannot be reached: nothing listens there (connection refused). Given up after 1 try in 0 s (winrm_timeout = 0s).',
  );
  expect(hint).toContain('winrm_timeout');
});

test('a wrong password is told at once and tried again until the end', async () => {
  const server = await start();
  const { code, detail, context } = await getProblem({ ...server, password: 'wrong' }, { winrm_timeout: 60 });
  expect([code, detail]).toEqual([
    'COM006',
    expect.stringMatching(/refuses to let "Administrator" in. Given up after \d+ tries/),
  ]);
  expect(context.reporter.warnings).toHaveLength(1);
  expect(context.reporter.warnings[0]).toContain('winrm_password');
  expect(context.reporter.warnings[0]).not.toContain('wrong');
});

test('a machine that takes no Basic, or none without encryption, is told apart', async () => {
  for (const options of [{ basic: false }, { allowUnencrypted: false }]) {
    const { code, detail, hint } = await getProblem(await start(options));
    expect([code, detail]).toEqual(['COM006', expect.stringContaining('it takes Negotiate, but not Basic')]);
    expect(hint).toContain('AllowUnencrypted');
  }
});

test.each(['Administrator', 'WINDOWS\\Administrator', 'administrator'])(
  'NTLM lets %s in where Basic is not allowed, once for each connection',
  async (username) => {
    const seven: Program = async () => 7;
    const server = await start({ basic: false, programs: () => [[/^seven$/, seven]] });
    const connection = await connectToWindows({ ...server, username }, { winrm_use_ntlm: true });
    closing.push(() => connection.close());
    const { signal } = createQuickContext();
    const run = () => connection.communicator.exec({ command: 'seven' }, signal);
    const results = await Promise.all(Array.from({ length: 4 }, run));
    expect(results).toEqual(Array.from({ length: 4 }, () => ({ kind: 'exited', code: 7 })));
    expect(server.log.filter((each) => each === 401)).toEqual([]);
  },
);

test('a wrong password by NTLM is told as one by Basic', async () => {
  const server = await start({ basic: false });
  const { code, detail, hint } = await getProblem({ ...server, password: 'wrong' }, { winrm_use_ntlm: true });
  expect([code, detail]).toEqual([
    'COM006',
    expect.stringMatching(/refuses to let "Administrator" in\. Given up/),
  ]);
  expect(hint).toContain('winrm_password');
});

test('a machine that takes no NTLM is told with what allows it', async () => {
  const http = createServer(
    (_, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="WSMAN"' }).end(),
  );
  const port = await listen(http);
  const login = { port, username: 'a', password: 'b' };
  const { code, detail, hint } = await getProblem(login, { winrm_use_ntlm: true });
  expect([code, detail]).toEqual(['COM006', expect.stringContaining('it takes Basic, but not Negotiate')]);
  expect(hint).toContain('@{Negotiate="true"}');
});

test('another server is no WinRM', async () => {
  const http = createServer((_, response) => void response.writeHead(200).end('<html>hello</html>'));
  const port = await listen(http);
  const { code, detail, hint } = await getProblem({ port, username: 'a', password: 'b' });
  expect([code, detail]).toEqual([
    'COM005',
    expect.stringContaining('does not answer as WinRM, but with HTTP status 200'),
  ]);
  expect(hint).toContain('5985');
});

test('HTTPS to a port for HTTP fails at once', async () => {
  const server = await start();
  const { code, detail, hint } = await getProblem(server, { winrm_use_ssl: true, winrm_timeout: 1_800_000 });
  expect([code, detail]).toEqual(['COM015', expect.stringContaining('does not speak HTTPS')]);
  expect(hint).toContain('winrm_port = 5986');
});

test('a service that refuses says why', async () => {
  const server = await start({ maxEnvelopeSize: 100 });
  const { code, detail } = await getProblem(server);
  expect([code, detail]).toEqual([
    'COM016',
    expect.stringMatching(/refuses \(code 2150858817\): .*MaxEnvelopeSize/),
  ]);
});

test('a server that says nothing is given up at the end of winrm_timeout', async () => {
  const silent = createTcp();
  const port = await listen(silent);
  const { code, detail } = await getProblem({ port, username: 'a', password: 'b' });
  expect([code, detail]).toEqual([
    'COM005',
    expect.stringMatching(/^The machine at .* it does not answer in time\. Given up after 1 try/),
  ]);
});

test('a server that says nothing is left when the wait is cancelled', async () => {
  const silent = createTcp();
  const port = await listen(silent);
  const abort = new AbortController();
  const context = createQuickContext({ signal: abort.signal });
  silent.on('connection', () => abort.abort(new Error('enough')));
  const connecting = connectToWindows({ port, username: 'a', password: 'b' }, {}, context);
  await expect(connecting).rejects.toThrow('enough');
});

async function listen(server: Server): Promise<number> {
  const port = await getFreePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const sockets = new Set<ReturnType<typeof connect>>();
  server.on('connection', (socket) => sockets.add(socket));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return port;
}

test('the port is that of the service, the option, or the builder', () => {
  const given = { winrm_host: 'h', winrm_username: 'u' };
  const portOf = (more: Partial<CommunicatorOptions>, port?: number) =>
    getSettings(getOptions({ ...given, ...more }), port === undefined ? {} : { port }).port;
  expect([
    portOf({}),
    portOf({ winrm_use_ssl: true }),
    portOf({ winrm_port: 1234 }),
    portOf({ winrm_port: 1234 }, 40_000),
  ]).toEqual([5985, 5986, 1234, 40_000]);
});

test('all that is wrong with the options is told at once', () => {
  try {
    getSettings(getOptions({ winrm_port: 70_000 }), {});
    throw new Error('it worked');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['COM009', 'COM009', 'COM009']);
  }
});
