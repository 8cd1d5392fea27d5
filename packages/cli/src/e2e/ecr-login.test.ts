import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  findContainerEngine,
  type LoginOptions,
  logInByOptions,
  loginRules,
  type ProcessSpec,
  Secret,
} from '@strata/sdk';
import { createHttp } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts, type Loopback, listen } from '@strata/sdk/testing';
import { startEcr, TEMPORARY_ID } from '../testing/fake-ecr';
import { AWS_KEYS } from '../testing/fake-secrets-manager';

let aws: Loopback;
let scratch: string;
const before = { ...process.env };

/** AWS's chain looks at the real environment; of this machine's own settings nothing may come in. */
beforeEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  aws = await startEcr();
  scratch = await mkdtemp(join(tmpdir(), 'strata-ecr-'));
});
afterEach(async () => {
  process.env = { ...before };
  await aws[Symbol.asyncDispose]();
  await rm(scratch, { recursive: true });
});

const PRIVATE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const defaults: LoginOptions = {
  login: false,
  login_server: PRIVATE,
  login_username: undefined,
  login_password: undefined,
  ecr_login: true,
  aws_access_key: AWS_KEYS.id,
  aws_secret_key: new Secret(AWS_KEYS.secret),
  aws_token: undefined,
  aws_profile: undefined,
  aws_force_use_public_ecr: false,
};

/** What the engine was run with, or the problem. */
async function logIn(options: Partial<LoginOptions>, endpoint = aws.origin) {
  const ran: ProcessSpec[] = [];
  const ports = createTestPorts();
  const variables = { AWS_ENDPOINT_URL_ECR: endpoint, AWS_ENDPOINT_URL_ECR_PUBLIC: endpoint };
  const processes = {
    run: async (spec: ProcessSpec) => {
      ran.push(spec);
      return { code: 0, signal: undefined };
    },
  };
  const context = createPostProcessContext({
    ports: { ...ports, processes, http: createHttp(), environment: { ...ports.environment, variables } },
    scratch,
  });
  const engine = await findContainerEngine(context, 'docker');
  const error = await logInByOptions(context, engine, { ...defaults, ...options }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const [login] = ran.filter(({ args }) => args[0] === 'login');
  return {
    args: login?.args.join(' '),
    stdin: login && String(login.stdin),
    problem: error?.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n'),
  };
}

test.each([
  ['a private registry', {}, PRIVATE, 'private-password'],
  ['the public registry', { login_server: 'public.ecr.aws/a1b2' }, 'public.ecr.aws/a1b2', 'public:password'],
  [
    'one that stands before the public registry',
    { login_server: 'mirror.example', aws_force_use_public_ecr: true },
    'mirror.example',
    'public:password',
  ],
  [
    'a temporary key',
    { aws_access_key: TEMPORARY_ID, aws_token: new Secret('session-token') },
    PRIVATE,
    'private-password',
  ],
])(
  'the engine is logged in to %s with a password of AWS, by standard input',
  async (_, options, server, password) => {
    expect(await logIn(options)).toEqual({
      args: `login --username AWS --password-stdin ${server}`,
      stdin: password,
      problem: undefined,
    });
  },
);

test('a registry in China is one of ECR', async () => {
  const server = PRIVATE.replace('.com', '.com.cn');
  expect((await logIn({ login_server: server })).args).toMatch(`--password-stdin ${server}`);
});

test.each([
  ['no object', 'null'],
  ['an answer of another kind', '{"authorizationData":{"authorizationToken":5}}'],
  ['a name that is none', '{"__type":5,"message":{}}'],
])('%s in place of a password is a problem', async (_, body) => {
  for (const status of [200, 400]) {
    await using strange = await listen((_request, response) => response.writeHead(status).end(body));
    const { problem } = await logIn({}, strange.origin);
    expect(problem).toMatch(/^SDK014 AWS gave no password for ECR: it answered/);
  }
});

test('the key comes from where AWS’s own tools look', async () => {
  process.env.AWS_ACCESS_KEY_ID = AWS_KEYS.id;
  process.env.AWS_SECRET_ACCESS_KEY = AWS_KEYS.secret;
  const { stdin } = await logIn({ aws_access_key: undefined, aws_secret_key: undefined });
  expect(stdin).toBe('private-password');
});

test.each([
  ['a wrong secret', { aws_secret_key: new Secret('wrong-secret') }, /^SDK014 .*InvalidSignatureException/],
  [
    'a key that nobody knows',
    { aws_access_key: 'AKIAUNKNOWN' },
    /^SDK014 .*UnrecognizedClientException: The security/,
  ],
  [
    'the registry of another account',
    { login_server: PRIVATE.replace('1', '2') },
    /^SDK014 .*AccessDeniedException: not your registry/,
  ],
  [
    'no key at all',
    { aws_access_key: undefined, aws_secret_key: undefined },
    /^SDK013 There are no credentials/,
  ],
])('with %s it is told what AWS said', async (_, options, expected) => {
  const { problem, args } = await logIn(options);
  expect(problem).toMatch(expected);
  expect(problem).not.toMatch(/wrong-secret|K7MDENG/);
  expect(args).toBeUndefined();
});

test.each([
  [{ ecr_login: true, login_server: PRIVATE }, []],
  [{ ecr_login: true, login_server: 'https://public.ecr.aws/x' }, []],
  [{ ecr_login: false, login_server: 'registry.example' }, []],
  [{ ecr_login: true }, ['`ecr_login` needs `login_server`.']],
  [{ ecr_login: true, login_server: 'registry.example' }, [expect.stringContaining('is no registry of ECR')]],
  [{ aws_access_key: 'x' }, ['`aws_access_key` needs `aws_secret_key`.']],
])('of options %j it is said: %j', (options, expected) => {
  const write = (name: string, value: string) => `${name} = ${value}`;
  const problems = loginRules.flatMap((rule) => rule(options, () => undefined, write));
  expect(problems.map(({ detail }) => detail)).toEqual(expected);
});
