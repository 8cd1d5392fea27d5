import { createTestPorts, type Loopback } from '@strata/sdk/testing';
import { AWS_KEYS, startSecretsManager } from '../testing/fake-secrets-manager';
import { readSecretsManager } from './secrets-manager';

let aws: Loopback;
const before = { ...process.env };

/** The SDK looks at the real environment; of this machine's own settings nothing may come in. */
function setEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.origin,
    ...variables,
  });
}

const known = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: AWS_KEYS.id,
  AWS_SECRET_ACCESS_KEY: AWS_KEYS.secret,
};

beforeEach(async () => {
  aws = await startSecretsManager();
  setEnvironment(known);
});

afterEach(async () => {
  await aws[Symbol.asyncDispose]();
  process.env = { ...before };
});

const read = (name: string) =>
  readSecretsManager(name, { ports: createTestPorts(), signal: new AbortController().signal });

test.each([
  ['one', '{"only":"hunter2"}'],
  ['plain', 'hunter2'],
])('the text of the secret %s is read', async (name, text) => {
  expect(await read(name)).toEqual({ text });
});

test.each([
  ['nope', 'AWS Secrets Manager has no secret "nope" in this account and region: check the name, AWS_REGION'],
  ['locked', 'AWS refused to show the secret "locked": the credentials need secretsmanager:GetSecretValue'],
  ['bytes', 'the secret "bytes" of AWS is not a text but bytes'],
  ['', 'at least one secret name must be provided'],
])('of %j it is told what is wrong', async (name, reason) => {
  expect(await read(name)).toEqual({ problem: expect.stringContaining(reason) });
});

test.each([
  [{ ...known, AWS_SECRET_ACCESS_KEY: 'wrong' }, 'AWS does not accept the signature of these credentials'],
  [{ ...known, AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN' }, 'AWS does not know these credentials'],
  [{ AWS_REGION: 'eu-west-1' }, 'there are no credentials for AWS: set AWS_ACCESS_KEY_ID'],
  [{ AWS_ACCESS_KEY_ID: AWS_KEYS.id, AWS_SECRET_ACCESS_KEY: AWS_KEYS.secret }, 'AWS_REGION is not set'],
])('with %j it is told what to do', async (variables, reason) => {
  setEnvironment(variables);
  expect(await read('one')).toEqual({ problem: expect.stringContaining(reason) });
});
