import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Secret } from '@strata/sdk';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { run, tellProblem } from '../testing/run';
import { notify } from './post-process';
import { type EmailOptions, notifySchema } from './schema';

/** `openssl` makes a certificate, as Node cannot. */
let folder: string;
let key: string;
let cert: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-smtp-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...form, '-keyout', keyFile, '-out', certFile, ...subject], {
    stdio: 'ignore',
  });
  [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
});
afterAll(() => rmSync(folder, { recursive: true }));

interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly {
    readonly to: readonly string[];
    readonly secure: boolean;
    readonly text: string;
  }[];
}

/** A real server that takes mail only from whoever logged in, for example.org alone. */
async function listen(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: MailServer['mails'][number][] = [];
  const server = new SMTPServer({
    key,
    cert,
    logger: false,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, _, done) =>
      username === 'me' && password === 'hunter2-smtp'
        ? done(null, { user: username })
        : done(new Error('who are you?')),
    onRcptTo: ({ address }, _, done) =>
      address.endsWith('@example.org') ? done() : done(new Error('no such mailbox')),
    onData: async (stream, session, done) => {
      const content = await text(stream);
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.push({ to, secure: session.secure, text: content });
      done();
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function send({ port }: Pick<MailServer, 'port'>, options: Partial<EmailOptions> = {}, signal?: AbortSignal) {
  const email: EmailOptions = {
    server: '127.0.0.1',
    port,
    encryption: 'starttls',
    ca_certificate: cert,
    username: 'me',
    password: new Secret('hunter2-smtp'),
    from: 'strata@example.org',
    to: ['team@example.org'],
    subject: 'Built {{.BuildName}}',
    ...options,
  };
  const message = notifySchema.options.message.default;
  return run(notify, { message, webhook: [], slack: [], email: [email] }, signal);
}

test('a mail goes by STARTTLS with a login', async () => {
  await using server = await listen();
  const ended = await send(server, { to: ['team@example.org', 'other@example.org'] });
  expect(ended.problems).toEqual([]);
  expect(server.mails).toHaveLength(1);
  const [mail] = server.mails;
  expect(mail).toMatchObject({ to: ['team@example.org', 'other@example.org'], secure: true });
  expect(mail?.text).toContain('Subject: Built golden');
  expect(mail?.text).toContain('golden (file) was built: ami-1');
});

test('a mail goes by TLS from the beginning', async () => {
  await using server = await listen({ secure: true });
  expect((await send(server, { encryption: 'tls' })).problems).toEqual([]);
  expect(server.mails).toHaveLength(1);
});

test('a server in the own network needs neither', async () => {
  await using server = await listen({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
  const open = { encryption: 'none', username: undefined, password: undefined };
  expect((await send(server, open)).problems).toEqual([]);
  expect(server.mails[0]?.secure).toBe(false);
});

test.each([
  [
    'a wrong password',
    {},
    { password: new Secret('wrong-password') },
    /refuses the login of me .*who are you/,
  ],
  [
    'a server that cannot encrypt',
    { disabledCommands: ['STARTTLS'] },
    {},
    /line cannot be encrypted by starttls/,
  ],
  ['a certificate that nobody knows', {}, { ca_certificate: undefined }, /self-signed certificate/],
  ['a recipient that is not there', {}, { to: ['x@example.com'] }, /no such mailbox/],
  [
    'one recipient of two that is not there',
    {},
    { to: ['team@example.org', 'x@example.com'] },
    /take mail for x@/,
  ],
  [
    'a server that wants a login',
    {},
    { username: undefined, password: undefined },
    /authentication Required/i,
  ],
])('%s is told', async (_, serverOptions, options, expected) => {
  await using server = await listen(serverOptions as SMTPServerOptions);
  const problem = tellProblem(await send(server, options));
  expect(problem).toMatch(/^PPR010 The SMTP server 127.0.0.1 did not take the message/);
  expect(problem).toMatch(expected);
  expect(problem).not.toMatch(/hunter2-smtp|wrong-password/);
});

test('a server that is not there is told', async () => {
  const server = await listen();
  await server[Symbol.asyncDispose]();
  expect(tellProblem(await send(server))).toMatch(/^PPR010 .*ECONNREFUSED/);
});

test.each(['none', 'starttls', 'tls'])(
  'cancelled while a server says nothing, encryption %s: its line is given up at once',
  async (encryption) => {
    const reason = new Error('cancelled');
    const cancel = new AbortController();
    const silent = createServer((line) => {
      line.on('error', () => undefined);
      cancel.abort(reason);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const port = (silent.address() as AddressInfo).port;
    const sending = send({ port }, { encryption, username: undefined, password: undefined }, cancel.signal);
    await expect(sending).rejects.toBe(reason);
    const left = await new Promise((resolve) => {
      silent.close(resolve);
    });
    expect(left).toBeUndefined();
  },
);

const here = { file: 'x', start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 2, byte: 1 } };

test('a password is never sent in the clear', () => {
  const rules = notifySchema.blocks.email.schema.rules;
  const options = { encryption: 'none', username: 'me', to: ['x'] };
  expect(rules.flatMap((rule) => rule(options, () => here, String)).map(({ code }) => code)).toEqual([
    'PPR009',
  ]);
});
