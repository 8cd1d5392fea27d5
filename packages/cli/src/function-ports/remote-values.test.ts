import { createTestPorts, tellRequest } from '@strata/sdk/testing';
import { startVault, VAULT_TOKEN } from '../testing/fake-vault';
import { createRemoteValues } from './remote-values';

function createFor(origin: string, signal = new AbortController().signal) {
  const ports = createTestPorts();
  const environment = { ...ports.environment, variables: { VAULT_ADDR: origin, VAULT_TOKEN } };
  const registered: string[] = [];
  const secrets = { register: (text: unknown) => registered.push(String(text)) > 0 };
  return { remote: createRemoteValues({ ports: { ...ports, environment }, signal }, secrets), registered };
}

const hello = { service: 'vault', name: 'kv/hello' } as const;

test('an answer is there after the next fetch, and is asked for once', async () => {
  await using vault = await startVault();
  const { remote } = createFor(vault.origin);
  expect(await remote.fetch()).toBe(false);
  expect(remote.find(hello)).toBeUndefined();
  expect(remote.find(hello)).toBeUndefined();
  expect(await remote.fetch()).toBe(true);
  expect(remote.find(hello)).toEqual({ text: '{"foo":"first"}' });
  expect(await remote.fetch()).toBe(false);
  expect(vault.asked.map(tellRequest)).toEqual(['GET /v1/kv/hello']);
});

test('what is to be hidden is registered as a secret', () => {
  const { remote, registered } = createFor('http://127.0.0.1:1');
  remote.hide('hunter2');
  expect(registered).toEqual(['hunter2']);
});

test('a loop over names does not flood a server', () => {
  const { remote } = createFor('http://127.0.0.1:1');
  for (let i = 0; i < 1000; i++) expect(remote.find({ service: 'vault', name: `kv/${i}` })).toBeUndefined();
  expect(remote.find(hello)).toEqual({ problem: expect.stringContaining('1000 different things at most') });
  expect(remote.find({ service: 'vault', name: 'kv/0' })).toBeUndefined();
});

test('a command that is cancelled asks no more', async () => {
  await using vault = await startVault();
  const { remote } = createFor(vault.origin, AbortSignal.abort(new Error('cancelled')));
  remote.find(hello);
  await expect(remote.fetch()).rejects.toThrow('cancelled');
  expect(vault.asked.map(tellRequest)).toEqual([]);
});
