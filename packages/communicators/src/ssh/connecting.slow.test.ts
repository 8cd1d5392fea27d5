import { execFileSync, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect as connectTcp, createServer } from 'node:net';
import { Failure } from '@strata/diagnostics';
import { type Connection, Secret } from '@strata/sdk';
import { connectMachine } from '../connect-machine';
import { startPasswordServer } from '../testing/password-server';
import { startSocksServer } from '../testing/socks-server';
import { connectTo, createContext, getOptions, say } from '../testing/ssh-fixture';
import { getFreePort, type Sshd, startSshd } from '../testing/sshd';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};
const start = async (...args: Parameters<typeof startSshd>) => keep(await startSshd(...args));
const connect = async (...args: Parameters<typeof connectTo>) => keep(await connectTo(...args));
const hello = async ({ communicator }: Connection) => (await say(communicator, 'echo hello')).text;

async function getDiagnostics(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Failure)) throw new Error(`No failure with diagnostics: ${String(error)}`);
  return error.diagnostics;
}

test.each([
  ['ed25519', ['-t', 'ed25519']],
  ['ecdsa', ['-t', 'ecdsa', '-b', '521']],
  ['rsa', ['-t', 'rsa', '-b', '2048']],
  ['rsa in PEM form', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
  ['rsa in PKCS#8 form', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
])('logs in with a key of the kind %s', async (_, options) => {
  const sshd = await start();
  const key = await sshd.addKey(...options);
  expect(await hello(await connect({ ...sshd, key }))).toBe('hello\n');
});

test('logs in with a key that the builder made', async () => {
  const sshd = await start();
  const context = createContext();
  const privateKey = new Secret(await readFile(sshd.key, 'utf8'));
  const connection = keep(
    await connectMachine(context, getOptions({}), {
      host: '127.0.0.1',
      port: sshd.port,
      username: sshd.username,
      privateKey,
    }),
  );
  expect(await hello(connection)).toBe('hello\n');
  expect(context.reporter.said).toEqual([
    'Using SSH communicator to connect: 127.0.0.1',
    'Waiting for SSH to become available...',
    'Connected to SSH!',
  ]);
});

test('an encrypted key is told, with the next step', async () => {
  const sshd = await start();
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', sshd.key]);
  const [problem] = await getDiagnostics(connect(sshd));
  expect(problem).toMatchObject({
    code: 'COM008',
    hint: expect.stringContaining('ssh_private_key_passphrase'),
  });
  expect(problem?.detail).toContain('encrypted');
});

test('logs in with an encrypted key, and through a bastion with another', async () => {
  const [sshd, bastion] = [await start(), await start()];
  for (const [key, passphrase] of [
    [sshd.key, 'open sesame'],
    [bastion.key, 'close sesame'],
  ] as const)
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', passphrase, '-f', key]);
  const connection = await connect(sshd, {
    ssh_private_key_passphrase: new Secret('open sesame'),
    ssh_bastion_host: '127.0.0.1',
    ssh_bastion_port: bastion.port,
    ssh_bastion_username: bastion.username,
    ssh_bastion_private_key_file: bastion.key,
    ssh_bastion_private_key_passphrase: new Secret('close sesame'),
  });
  expect(await hello(connection)).toBe('hello\n');
});

test('a machine reaches an agent that does not log in when the template says so, and not by itself', async () => {
  const sshd = await start();
  const { variables, stop } = await startAgent(sshd);
  open.push({ close: stop });
  const context = createContext();
  const ports = { ...context.ports, environment: { ...context.ports.environment, variables } };
  const asked = await connect(sshd, { ssh_disable_agent_forwarding: false }, { ...context, ports });
  expect((await say(asked.communicator, 'ssh-add -l')).text).toContain('ED25519');
  const silent = await connect(sshd, {}, { ...context, ports });
  expect((await say(silent.communicator, 'echo "[$SSH_AUTH_SOCK]"')).text).toBe('[]\n');
});

test('logs in with an agent, which can be reached from the machine', async () => {
  const sshd = await start();
  const { variables, stop } = await startAgent(sshd);
  open.push({ close: stop });
  const context = createContext();
  const ports = { ...context.ports, environment: { ...context.ports.environment, variables } };
  const options = { ssh_private_key_file: undefined, ssh_agent_auth: true };
  const connection = await connect(sshd, options, { ...context, ports });
  expect((await say(connection.communicator, 'ssh-add -l')).text).toContain('ED25519');
  const closed = await connect(
    sshd,
    { ...options, ssh_disable_agent_forwarding: true },
    { ...context, ports },
  );
  expect((await say(closed.communicator, 'echo "[$SSH_AUTH_SOCK]"')).text).toBe('[]\n');
});

test('a server that forbids agent forwarding still runs commands', async () => {
  const sshd = await start({ config: ['AllowAgentForwarding no', 'DisableForwarding yes'] });
  const { variables, stop } = await startAgent(sshd);
  open.push({ close: stop });
  const context = createContext();
  const ports = { ...context.ports, environment: { ...context.ports.environment, variables } };
  const options = { ssh_private_key_file: undefined, ssh_agent_auth: true };
  expect(await hello(await connect(sshd, options, { ...context, ports }))).toBe('hello\n');
});

async function startAgent(sshd: Sshd) {
  const socket = `${sshd.folder}/agent`;
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => agent.stdout.once('data', resolve));
  execFileSync('ssh-add', ['-q', sshd.key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return {
    variables: { SSH_AUTH_SOCK: socket },
    stop: async () => {
      const ended = new Promise((resolve) => agent.once('exit', resolve));
      agent.kill();
      await ended;
    },
  };
}

test('a refused login names user, methods and the fingerprint of the host, and is given up after the attempts', async () => {
  const [sshd, stranger] = [await start(), await start()];
  const context = createContext();
  const [problem] = await getDiagnostics(
    connect({ ...sshd, key: stranger.key }, { ssh_handshake_attempts: 1 }, context),
  );
  expect(problem).toMatchObject({ code: 'COM006', hint: expect.stringContaining(`ssh -v -p ${sshd.port}`) });
  expect(problem?.detail).toMatch(
    /SHA256:[\w+/]{43} \(ssh-ed25519\).*tried: key; the server takes: publickey/,
  );
  expect(problem?.detail).toContain(`"${sshd.username}"`);
});

test('a machine that is not there is waited for until time is up', async () => {
  const port = await getFreePort();
  const sshd = await start();
  const context = createContext();
  const [problem] = await getDiagnostics(connect({ ...sshd, port }, { ssh_timeout: 200 }, context));
  expect(problem?.code).toBe('COM005');
  expect(problem?.detail).toMatch(/127\.0\.0\.1:\d+.*refused.*Given up after 1 try.*ssh_timeout = 0\.2s/);
  expect(context.reporter.said).toContain('Waiting for SSH to become available...');
});

test('a machine that comes up late is reached', async () => {
  const sshd = await start();
  await sshd.stop();
  const context = createContext();
  const sleep = async () => sshd.start();
  const ports = { ...context.ports, clock: { ...context.ports.clock, sleep } };
  expect(await hello(await connect(sshd, {}, { ...context, ports }))).toBe('hello\n');
});

test('waiting ends when it is cancelled', async () => {
  const sshd = await start();
  await sshd.stop();
  const abort = new AbortController();
  const context = createContext({ signal: abort.signal });
  const reason = new Error('enough');
  context.reporter.say = () => abort.abort(reason);
  await expect(connect(sshd, {}, context)).rejects.toBe(reason);
  await sshd.start();
});

test('only the host keys that were given are accepted', async () => {
  const [sshd, other] = [await start(), await start()];
  expect(await hello(await connect(sshd, { ssh_host_keys: [await sshd.hostKey()] }))).toBe('hello\n');
  const [problem] = await getDiagnostics(connect(sshd, { ssh_host_keys: [await other.hostKey()] }));
  expect(problem?.code).toBe('COM007');
  const shown = execFileSync('ssh-keygen', ['-lf', `${sshd.folder}/host_key.pub`], { encoding: 'utf8' });
  expect(problem?.detail).toContain(shown.split(' ')[1]);
});

test('the host key that was seen first stays the only one', async () => {
  const sshd = await start();
  const { communicator } = await connect(sshd);
  await sshd.stop();
  await sshd.changeHostKey();
  await sshd.start();
  const [problem] = await getDiagnostics(say(communicator, 'true'));
  expect(problem).toMatchObject({ code: 'COM007' });
});

test('reaches a machine over a bastion', async () => {
  const [bastion, sshd] = [await start(), await start()];
  const options = {
    ssh_bastion_host: '127.0.0.1',
    ssh_bastion_port: bastion.port,
    ssh_bastion_username: bastion.username,
    ssh_bastion_private_key_file: bastion.key,
  };
  const connection = await connect(sshd, options);
  expect(await hello(connection)).toBe('hello\n');
  await bastion.cut();
  expect((await say(connection.communicator, 'echo again')).text).toBe('again\n');
});

test('a bastion that fails is named', async () => {
  const sshd = await start();
  const options = {
    ssh_bastion_host: '127.0.0.1',
    ssh_bastion_username: 'nobody',
    ssh_bastion_private_key_file: sshd.key,
  };
  const gone = { ...options, ssh_bastion_port: await getFreePort(), ssh_timeout: 50 };
  expect((await getDiagnostics(connect(sshd, gone)))[0]).toMatchObject({
    code: 'COM010',
    detail: expect.stringContaining('The bastion at 127.0.0.1'),
  });
  const refusing = { ...options, ssh_bastion_port: (await start()).port, ssh_handshake_attempts: 1 };
  expect((await getDiagnostics(connect(sshd, refusing)))[0]).toMatchObject({
    code: 'COM006',
    detail: expect.stringContaining('The bastion at 127.0.0.1'),
  });
  const closed = await start({ config: ['AllowTcpForwarding no'] });
  const through = {
    ...options,
    ssh_bastion_port: closed.port,
    ssh_timeout: 5_000,
    ssh_bastion_username: closed.username,
    ssh_bastion_private_key_file: closed.key,
  };
  expect((await getDiagnostics(connect(sshd, through)))[0]).toMatchObject({ code: 'COM010' });
});

test('connects twice when it is to pause in between', async () => {
  const sshd = await start();
  const context = createContext();
  expect(await hello(await connect(sshd, { pause_before_connecting: 10 }, context))).toBe('hello\n');
  expect(context.reporter.said).toContain('Pausing 0.01s before connecting...');
});

test('an unknown cipher and a key that is not there are told together, before anything is tried', async () => {
  const sshd = await start();
  const wrong = { ssh_ciphers: ['rot13'], ssh_private_key_file: '/none/key', ssh_local_tunnels: ['x'] };
  const problems = await getDiagnostics(connect(sshd, wrong));
  expect(problems.map(({ code }) => code)).toEqual(['COM008', 'COM009', 'COM009']);
});

test('a cipher that only we know ends the wait', async () => {
  const sshd = await start({ config: ['Ciphers aes256-ctr'] });
  const [problem] = await getDiagnostics(connect(sshd, { ssh_ciphers: ['aes128-ctr'] }));
  expect(problem).toMatchObject({ code: 'COM014' });
});

test('what answers, but is no SSH server, is told', async () => {
  const sshd = await start();
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const port = await getFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push({ close: async () => void server.close() });
  const [problem] = await getDiagnostics(connect({ ...sshd, port }, { ssh_timeout: 100 }));
  expect(problem).toMatchObject({ code: 'COM005', detail: expect.stringContaining('as an SSH server') });
});

test('a port of this machine that takes a connection and says nothing is soon asked again', async () => {
  const sshd = await start();
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.on('error', () => undefined);
    // As a forwarded port does while the machine behind it starts.
    if (asked > 1) socket.pipe(connectTcp(sshd.port, '127.0.0.1')).pipe(socket);
  });
  const port = await getFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push({ close: async () => void server.close() });
  expect(await hello(await connect({ ...sshd, port }, { ssh_timeout: 300_000 }))).toBe('hello\n');
  expect(asked).toBe(2);
}, 20_000);

test.each(['password', 'keyboard-interactive'] as const)('logs in by %s', async (method) => {
  const server = keep(await startPasswordServer(method, 'open sesame'));
  const given = { ...server, username: 'somebody', key: '' };
  const options = { ssh_private_key_file: undefined, ssh_handshake_attempts: 1 };
  const connection = await connect(given, { ...options, ssh_password: new Secret('open sesame') });
  expect(await hello(connection)).toBe('hello\n');
  const [problem] = await getDiagnostics(connect(given, { ...options, ssh_password: 'closed' }));
  expect(problem).toMatchObject({ code: 'COM006', detail: expect.stringContaining(`tried: ${method}`) });
  expect(JSON.stringify(problem)).not.toContain('closed');
});

test('reaches a machine through a SOCKS5 proxy, which looks the name up', async () => {
  const sshd = await start();
  const proxy = keep(await startSocksServer('me', 'open sesame'));
  const options = {
    ssh_host: 'localhost',
    ssh_proxy_host: '127.0.0.1',
    ssh_proxy_port: proxy.port,
    ssh_proxy_username: 'me',
    ssh_proxy_password: new Secret('open sesame'),
  };
  expect(await hello(await connect(sshd, options))).toBe('hello\n');
  expect(proxy.asked).toEqual(['localhost']);
});

test('a proxy that refuses is named, with the reason', async () => {
  const sshd = await start();
  const proxy = keep(await startSocksServer('me', 'open sesame'));
  const options = {
    ssh_proxy_host: '127.0.0.1',
    ssh_proxy_port: proxy.port,
    ssh_proxy_username: 'me',
    ssh_handshake_attempts: 1,
  };
  const [wrong] = await getDiagnostics(connect(sshd, { ...options, ssh_proxy_password: 'wrong' }));
  expect(wrong).toMatchObject({
    code: 'COM010',
    detail: expect.stringContaining('refuses the login of "me"'),
  });
  const right = { ...options, ssh_proxy_password: 'open sesame', ssh_timeout: 200 };
  const [closed] = await getDiagnostics(connect({ ...sshd, port: await getFreePort() }, right));
  expect(closed).toMatchObject({ code: 'COM010', detail: expect.stringContaining('nothing listens there') });
  const [gone] = await getDiagnostics(connect(sshd, { ...right, ssh_proxy_port: await getFreePort() }));
  expect(gone).toMatchObject({ code: 'COM010', detail: expect.stringContaining('The proxy at') });
});

test('a bastion and a proxy are not possible together', async () => {
  const sshd = await start();
  const options = { ssh_proxy_host: 'a', ssh_bastion_host: 'b', ssh_bastion_username: 'c' };
  expect((await getDiagnostics(connect(sshd, options)))[0]).toMatchObject({ code: 'COM009' });
});
