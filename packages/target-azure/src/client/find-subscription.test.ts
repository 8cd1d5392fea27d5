import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import type { AccessOptions } from '../access';
import { findSubscription } from './find-subscription';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-az-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const profile = {
  subscriptions: [
    { id: 'other', isDefault: false },
    { id: 'chosen', isDefault: true },
  ],
};
const application = { client_id: 'app', client_secret: new Secret('s') };

interface World {
  readonly variables?: Readonly<Record<string, string>>;
  /** What `az` keeps; it marks the order of bytes. */
  readonly profile?: unknown;
  /** What a machine in Azure would answer. */
  readonly machine?: string;
}

async function find(access: Partial<AccessOptions>, world: World = {}) {
  if (world.profile !== undefined)
    writeFileSync(join(folder, 'azureProfile.json'), `\uFEFF${JSON.stringify(world.profile)}`);
  const usual = createTestPorts();
  const get = async () => {
    if (world.machine === undefined) throw new Error('EHOSTUNREACH');
    return { status: 200, headers: {}, body: Readable.from([world.machine]) };
  };
  const variables = { AZURE_CONFIG_DIR: folder, ...world.variables };
  const ports = {
    ...usual,
    http: { ...usual.http, get },
    environment: { ...usual.environment, variables },
  };
  return findSubscription(access, { ports, signal: new AbortController().signal });
}

const machine = JSON.stringify({ subscriptionId: 'of-machine' });
const variables = { ARM_SUBSCRIPTION_ID: 'of-variable' };

test.each([
  ['the option', { subscription_id: 'given' }, { variables, profile, machine }, 'given'],
  ['a variable', {}, { variables, profile, machine }, 'of-variable'],
  ['az login', {}, { profile, machine }, 'chosen'],
  ['az login, where it asks', { use_azure_cli_auth: true }, { profile, machine }, 'chosen'],
  ['the machine in Azure', {}, { profile: { subscriptions: [] }, machine }, 'of-machine'],
  ['the machine in Azure, by an identity of its', { client_id: 'identity' }, { machine }, 'of-machine'],
])('%s says where to work: %j', async (_, access, world, expected) => {
  expect(await find(access, world)).toBe(expected);
});

test.each([
  [
    'an application that says none',
    application,
    { profile, machine },
    /AZURE_SUBSCRIPTION_ID nor ARM_SUBSCRIPTION_ID is set\.$/,
  ],
  ['az that is not logged in', { use_azure_cli_auth: true }, { machine }, /"az login" has chosen none\.$/],
  ['nobody', {}, {}, /"az login" has chosen none\.$/],
  ['a machine that answers something else', {}, { machine: '<html>' }, /has chosen none\.$/],
])('%s leads nowhere', async (_, access, world, expected) => {
  const failure = await find(access, world).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error(`not refused: ${String(failure)}`);
  expect(failure.diagnostics).toMatchObject([{ code: 'AZU002', detail: expect.stringMatching(expected) }]);
});
