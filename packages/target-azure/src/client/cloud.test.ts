import { Readable } from 'node:stream';
import { createTestPorts } from '@strata/sdk/testing';
import { findCloud } from './cloud';

const { signal } = new AbortController();

/** Ports whose network answers one text, with the addresses that were asked. */
function openPorts(variables: Readonly<Record<string, string>> = {}, answer?: string) {
  const usual = createTestPorts();
  const asked: string[] = [];
  const get = async (url: string) => {
    asked.push(url);
    if (answer === undefined) throw new Error('getaddrinfo ENOTFOUND');
    return { status: 200, headers: {}, body: Readable.from([answer]) };
  };
  const ports = {
    ...usual,
    http: { ...usual.http, get },
    environment: { ...usual.environment, variables },
  };
  return { asked, context: { ports, signal } };
}

test.each([
  [{}, {}, 'https://management.azure.com', 'core.windows.net'],
  [{ cloud_environment_name: 'China' }, {}, 'https://management.chinacloudapi.cn', 'core.chinacloudapi.cn'],
  [{}, { ARM_ENVIRONMENT: 'usgovernment' }, 'https://management.usgovcloudapi.net', 'core.usgovcloudapi.net'],
  [{ cloud_environment_name: 'AzurePublicCloud' }, {}, 'https://management.azure.com', 'core.windows.net'],
  [{ cloud_environment_name: 'PublicCloud' }, {}, 'https://management.azure.com', 'core.windows.net'],
  [{}, { ARM_ENDPOINT: 'https://127.0.0.1:8443/' }, 'https://127.0.0.1:8443', 'core.windows.net'],
])('%j and %j lead to %s', async (access, variables, resourceManager, storageSuffix) => {
  const { context, asked } = openPorts(variables);
  expect(await findCloud(access, context)).toMatchObject({ resourceManager, storageSuffix });
  expect(asked).toEqual([]);
});

const told = {
  name: 'Stack',
  resourceManager: 'https://management.stack.example/',
  authentication: { loginEndpoint: 'https://login.stack.example', audiences: ['https://audience.example/'] },
  suffixes: { storage: 'stack.example', keyVaultDns: 'vault.stack.example' },
};

test.each([
  ['one cloud', JSON.stringify(told)],
  ['a list with one', JSON.stringify([told])],
  [
    'many, one of the name',
    JSON.stringify([
      { ...told, resourceManager: 'https://other.example' },
      { ...told, name: 'Public' },
    ]),
  ],
])('a host of metadata that tells of %s tells all its addresses', async (_, answer) => {
  const { context, asked } = openPorts({ ARM_METADATA_HOSTNAME: 'stack.example' }, answer);
  expect(await findCloud({}, context)).toEqual({
    resourceManager: 'https://management.stack.example',
    audience: 'https://audience.example',
    authority: 'https://login.stack.example',
    storageSuffix: 'stack.example',
    vaultSuffix: 'vault.stack.example',
  });
  expect(asked).toEqual(['https://stack.example/metadata/endpoints?api-version=2022-09-01']);
});

test.each([
  ['ARM_METADATA_HOST', 'stack.example'],
  ['ARM_METADATA_URL', 'https://stack.example/'],
])('%s may name it as %s', async (variable, host) => {
  const { context, asked } = openPorts({ [variable]: host }, JSON.stringify(told));
  await findCloud({}, context);
  expect(asked).toEqual(['https://stack.example/metadata/endpoints?api-version=2022-09-01']);
});

test.each([
  ['is not reached', undefined, /cannot be used: getaddrinfo ENOTFOUND/],
  ['tells of nothing', '<html>', /cannot be used: status 200, no resource manager named/],
])('a host of metadata that %s is told', async (_, answer, expected) => {
  const { context } = openPorts({}, answer);
  await expect(findCloud({ metadata_host: 'stack.example' }, context)).rejects.toThrow(expected);
});
