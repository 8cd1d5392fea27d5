import { Failure } from '@strata/diagnostics';
import { reveal, Secret, type Text } from '@strata/sdk';
import { fillIn } from '@strata/sdk/testing';
import { type OpenedFake, openFake } from '../../testing/open-fake';
import { startVault, type VaultServer } from '../../testing/vault-server';
import { keyVaultSecret } from './read';
import { type KeyVaultSecretOptions, keyVaultSecretSchema } from './schema';

let vault: VaultServer;
let opened: OpenedFake;
beforeAll(async () => {
  vault = await startVault();
  opened = await openFake({ variables: { STRATA_AZURE_VAULT_ENDPOINT: vault.endpoint } });
  vault.secrets.set('db/1', 'old').set('db/2', 'hunter2');
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await vault[Symbol.asyncDispose]();
});

const read = (given: Readonly<Record<string, unknown>> = {}) =>
  keyVaultSecret.read(
    opened.context,
    fillIn(keyVaultSecretSchema, {
      vault_name: 'acme',
      secret_name: 'db',
      ...given,
    }) as KeyVaultSecretOptions,
  );

test('the newest version of a secret is given, with all of the answer, and is sensitive', async () => {
  const given = await read();
  expect(given).toEqual({ value: expect.any(Secret), response: expect.any(Secret) });
  expect(reveal(given['value'] as Text)).toBe('hunter2');
  expect(JSON.parse(reveal(given['response'] as Text))).toMatchObject({
    value: 'hunter2',
    id: 'https://vault.azure.net/secrets/db/2',
    attributes: { enabled: true, created: 1_700_000_000 },
  });
});

test('a version is given that is asked for', async () => {
  expect(reveal((await read({ version: '1' }))['value'] as Text)).toBe('old');
});

test('a secret that is not there is told by its name, without any value', async () => {
  const error = await read({ secret_name: 'none' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).diagnostics[0]).toMatchObject({
    code: 'AZU013',
    detail: expect.stringContaining('Reading the secret acme/none ended with'),
  });
});

test.each([
  ['vault_name', 'https://acme.vault.azure.net'],
  ['secret_name', 'db/1'],
])('%s cannot be "%s"', (option, value) => {
  const problems = (keyVaultSecretSchema.rules ?? []).flatMap((rule) =>
    rule(
      { [option]: value },
      () => undefined,
      (name, text) => `${name} = ${text}`,
    ),
  );
  expect(problems.map(({ code }) => code)).toEqual(['AZU032']);
});
