import type { Clock } from '@strata/sdk';
import { createHttp } from '@strata/sdk/node';
import { createTestPorts, type TestPorts } from '@strata/sdk/testing';
import { type FakeAws, type FakeAwsOptions, startFakeAws } from '../../../../tools/fakes/aws';
import type { AccessOptions } from '../access';
import { type AwsCall, type AwsSession, openAwsSession, type SessionContext } from '../client';

/** A fake cloud and logins to it, by the variables that any tool of AWS's would read. */
export interface OpenedFake extends AsyncDisposable {
  readonly fake: FakeAws;
  /** Its clock stands until somebody sleeps: pauses take no time. */
  readonly ports: TestPorts;
  readonly context: SessionContext & { readonly ports: TestPorts };
  /** What sessions did. */
  readonly calls: AwsCall[];
  open(access?: Partial<AccessOptions>): Promise<AwsSession>;
}

export interface OpenFakeOptions extends FakeAwsOptions {
  /** Beside those of the fake; undefined takes one away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Whether pauses of whoever asks move the cloud's clock, too. @default false */
  readonly isOneClock?: boolean;
}

/** Variables that lead AWS's tools to a fake, and away from what this machine has of its own. */
export function getFakeVariables({ endpoint, key }: FakeAws): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  };
}

export async function openFake({
  variables = {},
  signal,
  isOneClock = false,
  ...options
}: OpenFakeOptions = {}): Promise<OpenedFake> {
  const fake = await startFakeAws(options);
  const calls: AwsCall[] = [];
  const sessions: AwsSession[] = [];
  const usual = createTestPorts();
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    await usual.clock.sleep(milliseconds, signal);
    fake.cloud.clock.advance(milliseconds);
  };
  const ports: TestPorts = {
    ...usual,
    clock: isOneClock ? { ...usual.clock, sleep } : usual.clock,
    http: createHttp(),
    environment: { ...usual.environment, variables: { ...getFakeVariables(fake), ...variables } },
  };
  const context = {
    ports,
    signal: signal ?? new AbortController().signal,
    observe: (call: AwsCall) => void calls.push(call),
  };
  return {
    fake,
    ports,
    context,
    calls,
    async open(access = {}) {
      const session = await openAwsSession(access, context);
      sessions.push(session);
      return session;
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.close();
      await fake.close();
    },
  };
}
