import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp } from '@strata/sdk/node';
import { createTestPorts, type TestPorts } from '@strata/sdk/testing';
import { type FakeArm, type FakeArmOptions, startFakeArm } from '../../../../tools/fakes/arm';
import type { AccessOptions } from '../access';
import { type AzureCall, type AzureSession, openAzureSession, type SessionContext } from '../client';

/** A fake cloud and logins to it, by the variables that lead there. */
export interface OpenedFake extends AsyncDisposable {
  readonly fake: FakeArm;
  /** Its clock stands until somebody sleeps: pauses take no time. */
  readonly ports: TestPorts;
  readonly context: SessionContext & { readonly ports: TestPorts };
  /** What sessions did. */
  readonly calls: AzureCall[];
  open(access?: Partial<AccessOptions>): Promise<AzureSession>;
}

export interface OpenFakeOptions extends FakeArmOptions {
  /** Beside those of the fake; undefined takes one away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export async function openFake({
  variables = {},
  signal,
  ...options
}: OpenFakeOptions = {}): Promise<OpenedFake> {
  const fake = await startFakeArm(options);
  const folder = mkdtempSync(join(tmpdir(), 'strata-azure-'));
  const certificate = join(folder, 'ca.pem');
  writeFileSync(certificate, fake.ca);
  const calls: AzureCall[] = [];
  const usual = createTestPorts();
  const ports: TestPorts = {
    ...usual,
    clock: {
      ...usual.clock,
      // Time goes by in the cloud as well while somebody sleeps.
      sleep: async (milliseconds, abort) => {
        await usual.clock.sleep(milliseconds, abort);
        fake.cloud.clock.advance(milliseconds);
      },
    },
    http: createHttp(),
    environment: {
      ...usual.environment,
      variables: {
        ARM_ENDPOINT: fake.endpoint,
        AZURE_SUBSCRIPTION_ID: fake.cloud.subscription,
        NODE_EXTRA_CA_CERTS: certificate,
        ...variables,
      },
    },
  };
  const context = {
    ports,
    signal: signal ?? new AbortController().signal,
    observe: (call: AzureCall) => void calls.push(call),
    credential: fake.credential,
  };
  return {
    ...{ fake, ports, context, calls },
    open: (access = {}) => openAzureSession(access, context),
    [Symbol.asyncDispose]: async () => {
      await fake.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Makes a resource group, which everything else stands in. */
export async function makeGroup(session: AzureSession, name: string, location = 'westeurope'): Promise<void> {
  await session.resources().resourceGroups.createOrUpdate(name, { location });
}

export { seedStorageAccount, tableBlobs, throttling } from '../../../../tools/fakes/arm';
