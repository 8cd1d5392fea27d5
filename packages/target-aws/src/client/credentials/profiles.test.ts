import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPorts } from '@strata/sdk/testing';
import { openAwsSession } from '../open-session';
import { findCredentials } from './find-credentials';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-profiles-'));
  writeFileSync(join(folder, 'config'), '[profile web]\nregion = eu-north-1\n');
  writeFileSync(
    join(folder, 'credentials'),
    '[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = a\n[web]\naws_access_key_id = AKIAWEB\naws_secret_access_key = b\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function getContext(variables: Readonly<Record<string, string>> = {}) {
  const ports = createTestPorts();
  const files = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const environment = { ...ports.environment, variables: { ...files, ...variables } };
  return { ports: { ...ports, environment }, signal: new AbortController().signal };
}

const KEY = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'c' };

test.each([
  ['the default profile', {}, {}, 'AKIADEFAULT'],
  ['the profile of the options', { profile: 'web' }, {}, 'AKIAWEB'],
  ['the profile of the environment', {}, { AWS_PROFILE: 'web' }, 'AKIAWEB'],
  ['a key of the environment before its profile', {}, { AWS_PROFILE: 'web', ...KEY }, 'AKIAENVIRONMENT'],
  ['the profile of the options before a key of the environment', { profile: 'web' }, KEY, 'AKIAWEB'],
  ['a key of the options before all', { access_key: 'AKIA', secret_key: 'd', profile: 'web' }, KEY, 'AKIA'],
  ['the chain without the machine', { skip_metadata_api_check: true }, {}, 'AKIADEFAULT'],
])('%s gives the key', async (_, access, variables, expected) => {
  expect((await findCredentials(access, getContext(variables))()).accessKeyId).toBe(expected);
});

test('a file of the options comes before the usual one', async () => {
  const other = join(folder, 'other');
  writeFileSync(other, '[default]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = e\n');
  const source = findCredentials({ shared_credentials_file: other }, getContext());
  expect((await source()).accessKeyId).toBe('AKIAOTHER');
});

test('the profile says the region', async () => {
  process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
  const access = { profile: 'web', skip_credential_validation: true };
  const session = await openAwsSession(access, getContext());
  delete process.env['AWS_CONFIG_FILE'];
  expect(session.region).toBe('eu-north-1');
  session.close();
});
