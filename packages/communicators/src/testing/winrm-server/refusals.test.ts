import { randomUUID } from 'node:crypto';
import { getEnvelope, type Request } from '../../winrm/envelope';
import { actions, DONE, namespaces, TERMINATE } from '../../winrm/names';
import { findElement, findElements, parseXml } from '../../winrm/xml';
import type { Program } from './process';
import { startWinrmServer, type WinrmServer, type WinrmServerOptions } from './start';

/** Milliseconds. Each message is a request of its own, which takes its time on a busy machine. */
jest.setTimeout(30_000);

let server: WinrmServer;
afterEach(() => server.close());

const waits: Program = ({ signal }) =>
  new Promise((done) => signal.addEventListener('abort', () => done(0), { once: true }));

async function start(options: WinrmServerOptions = {}) {
  server = await startWinrmServer({ longestWait: 30, programs: () => [[/^wait$/, waits]], ...options });
}

interface Asked {
  readonly login?: string;
  readonly path?: string;
  readonly type?: string;
}

async function post(message: string, { login, path = '/wsman', type }: Asked = {}) {
  const basic = Buffer.from(login ?? `${server.username}:${server.password}`).toString('base64');
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    body: message,
    headers: {
      Authorization: `Basic ${basic}`,
      'Content-Type': type ?? 'application/soap+xml;charset=UTF-8',
    },
  });
  const text = await response.text();
  const code = /<f:WSManFault [^>]*Code="(\d+)"/.exec(text)?.[1];
  return {
    status: response.status,
    ways: response.headers.get('www-authenticate'),
    text,
    code: Number(code),
  };
}

const url = 'http://127.0.0.1:5985/wsman';
const ask = (request: Request) => post(getEnvelope(url, request));
const shellBody =
  '<r:Shell><r:InputStreams>stdin</r:InputStreams><r:OutputStreams>stdout stderr</r:OutputStreams></r:Shell>';
const create = { action: actions.create, body: shellBody };

async function createShell(): Promise<string> {
  const { text } = await ask(create);
  return findElement(parseXml(text), namespaces.shell, 'ShellId')?.text ?? '';
}

const commandBody = (line: string) => `<r:CommandLine><r:Command>${line}</r:Command></r:CommandLine>`;
const begin = (shellId: string, line: string) =>
  ask({ action: actions.command, shellId, body: commandBody(line) });

async function beginCommand(shellId: string, line: string): Promise<string> {
  const { text } = await begin(shellId, line);
  return findElement(parseXml(text), namespaces.shell, 'CommandId')?.text ?? '';
}

const receiveBody = (id: string, streams = 'stdout stderr') =>
  `<r:Receive><r:DesiredStream CommandId="${id}">${streams}</r:DesiredStream></r:Receive>`;
const sendBody = (id: string, data: string, name = 'stdin', end = '') =>
  `<r:Send><r:Stream Name="${name}" CommandId="${id}"${end}>${data}</r:Stream></r:Send>`;
const signalBody = (id: string, code: string) =>
  `<r:Signal CommandId="${id}"><r:Code>${code}</r:Code></r:Signal>`;

describe('before WS-Management', () => {
  test.each<[string, WinrmServerOptions, Asked, number]>([
    ['a wrong password', {}, { login: 'Administrator:x' }, 401],
    ['Basic where it is not allowed', { basic: false }, {}, 401],
    ['Basic without encryption where that is not allowed', { allowUnencrypted: false }, {}, 401],
    ['another path', {}, { path: '/other' }, 404],
    ['another type of content', {}, { type: 'text/xml' }, 415],
  ])('%s is refused', async (_, options, asked, status) => {
    await start(options);
    expect((await post(getEnvelope(url, create), asked)).status).toBe(status);
  });

  test('the ways to log in are named, those that are allowed', async () => {
    await start({ allowUnencrypted: false });
    expect((await post('')).ways).toBe('Negotiate');
    await server.close();
    await start();
    expect((await post('', { login: 'a:b' })).ways).toBe('Negotiate, Basic realm="WSMAN"');
  });
});

describe('a message', () => {
  const good = getEnvelope(url, create);
  test.each<[string, string, number]>([
    ['that is not well-formed', good.slice(0, -1), 2150858819],
    ['without a prefix of its own', good.replace(/ xmlns:r="[^"]*"/, ''), 2150858819],
    [
      'of another SOAP',
      good.replace(namespaces.soap, 'http://schemas.xmlsoap.org/soap/envelope/'),
      2150858819,
    ],
    ['without a body', good.replace(/<s:Body>.*<\/s:Body>/, ''), 2150858819],
    ['of an unknown action', good.replace('transfer/Create', 'transfer/Make'), 2150858752],
    ['of an action in another namespace', good.replace(namespaces.addressing, 'urn:a'), 2150858778],
    ['without ResourceURI', good.replace(/<w:ResourceURI.*<\/w:ResourceURI>/, ''), 2150858811],
    ['for another resource', good.replace('windows/shell/cmd<', 'windows/shell/zsh<'), 2150858811],
    ['without MessageID', good.replace(/<a:MessageID>.*<\/a:MessageID>/, ''), 2150858778],
    ['whose MessageID is no uuid', good.replace(/uuid:[^<]*/, 'uuid:1'), 2150858778],
    ['without ReplyTo', good.replace(/<a:ReplyTo>.*<\/a:ReplyTo>/, ''), 2150858778],
    ['to another address', good.replace('/wsman<', '/other<'), 2150858811],
    ['whose time-out is no duration', good.replace('PT60S', '60'), 2150858778],
    ['with an unknown option', getEnvelope(url, { ...create, options: { X: '1' } }), 2150858834],
    ['for a shell without streams', getEnvelope(url, { ...create, body: '<r:Shell/>' }), 2150858819],
    ['for no shell', getEnvelope(url, { action: actions.delete, body: '' }), 2150858779],
    [
      'for a shell that is not there',
      getEnvelope(url, { action: actions.delete, body: '', shellId: 'X' }),
      2150858843,
    ],
  ])('%s is refused', async (_, message, code) => {
    await start();
    expect(await post(message)).toMatchObject({ status: 500, code });
    expect(server.log).toContain(code);
  });

  test('as it should be is understood', async () => {
    await start();
    expect((await post(good)).status).toBe(200);
  });

  test('larger than MaxEnvelopeSize is refused', async () => {
    await start({ maxEnvelopeSize: 153_600 });
    const shellId = await createShell();
    expect((await begin(shellId, 'x'.repeat(153_600))).code).toBe(2150858817);
  });
});

describe('a shell', () => {
  test('more than a user may have is refused, until one is let go of', async () => {
    await start({ maxShells: 2 });
    const [shellId] = [await createShell(), await createShell()];
    expect((await ask(create)).code).toBe(2150859173);
    await ask({ action: actions.delete, body: '', shellId });
    expect((await ask(create)).status).toBe(200);
  });

  test('takes 15 commands, whether or not they were let go of', async () => {
    await start();
    const shellId = await createShell();
    for (let count = 0; count < 15; count++) {
      const id = await beginCommand(shellId, 'wait');
      await ask({ action: actions.signal, shellId, body: signalBody(id, TERMINATE) });
    }
    expect((await begin(shellId, 'wait')).code).toBe(2150859174);
  });

  test('is gone after a restart, with what ran in it', async () => {
    await start();
    const shellId = await createShell();
    await begin(shellId, 'wait');
    server.reboot(50);
    while (server.isUp()) await new Promise((done) => setTimeout(done, 5));
    await expect(begin(shellId, 'wait')).rejects.toThrow();
    while (!server.isUp()) await new Promise((done) => setTimeout(done, 5));
    expect((await begin(shellId, 'wait')).code).toBe(2150858843);
  });
});

describe('a command', () => {
  const setUp = async (line: string) => {
    await start();
    const shellId = await createShell();
    const id = await beginCommand(shellId, line);
    const ofShell = (action: string, body: string) => ask({ action, shellId, body });
    return {
      id,
      begin: () => begin(shellId, 'wait'),
      receive: (body = receiveBody(id)) => ofShell(actions.receive, body),
      send: (body: string) => ofShell(actions.send, body),
      signal: (code: string) => ofShell(actions.signal, signalBody(id, code)),
    };
  };

  test('that says nothing gives a fault of time-out, and runs on', async () => {
    const { receive } = await setUp('wait');
    expect([(await receive()).code, (await receive()).code]).toEqual([2150858793, 2150858793]);
  });

  test('that is not known, or too long, ends with the words of cmd', async () => {
    const { receive } = await setUp('nonsense');
    const { text } = await receive();
    const stream = findElements(parseXml(text), namespaces.shell, 'Stream')[0];
    expect(String(Buffer.from(stream?.text ?? '', 'base64'))).toContain("'nonsense' is not recognized");
    await server.close();
    const long = await setUp('x'.repeat(8_192));
    const answer = parseXml((await long.receive()).text);
    expect(findElement(answer, namespaces.shell, 'ExitCode')?.text).toBe('1');
    expect(findElement(answer, namespaces.shell, 'CommandState')?.attributes['State']).toBe(DONE);
  });

  test('gives its output to one who asks at a time, and both streams', async () => {
    const { receive, id } = await setUp('wait');
    const both = await Promise.all([receive(), receive()]);
    expect(both.map(({ code }) => code).sort()).toEqual([2150858793, 2150858812]);
    expect((await receive(receiveBody(id, 'stdout'))).code).toBe(87);
    expect((await receive(receiveBody(randomUUID()))).code).toBe(87);
  });

  test('takes input until its end, on one stream, in Base64', async () => {
    const { send, id } = await setUp('wait');
    expect((await send(sendBody(id, 'YQ==', 'stdout'))).code).toBe(87);
    expect((await send(sendBody(id, 'not Base64!'))).code).toBe(87);
    expect((await send(sendBody(id, 'YQ=='))).status).toBe(200);
    expect((await send(sendBody(id, '', 'stdin', ' End="TRUE"'))).status).toBe(200);
    expect((await send(sendBody(id, 'YQ=='))).code).toBe(232);
  });

  test('is ended by one signal, once', async () => {
    const { signal } = await setUp('wait');
    expect((await signal('urn:nonsense')).code).toBe(87);
    expect((await signal(TERMINATE)).status).toBe(200);
    expect((await signal(TERMINATE)).code).toBe(87);
  });
});
