import { type CallLog, createCallLog } from './call-log';
import { createTraffic, type Traffic, type TrafficOptions } from './ebs/traffic';
import { createFaults, type Faults } from './faults';
import { createRateLimiter, type Rates } from './rates';
import { createAnswerer } from './server/answer';
import { listen } from './server/listen';
import type { AccessKey } from './state/accounts';
import { type Cloud, type CloudOptions, createCloud } from './state/cloud';

export interface FakeAwsOptions extends CloudOptions {
  /** The account of the key that comes with the fake. @default '123456789012' */
  readonly account?: string;
  /** @default none: every request passes */
  readonly rates?: Rates;
  /** How fast and how well blocks of EBS direct come and go. */
  readonly traffic?: TrafficOptions;
  /** @default one that is free */
  readonly port?: number;
}

/** AWS, as far as images need it, on loopback. */
export interface FakeAws extends AsyncDisposable {
  /** For AWS_ENDPOINT_URL: one for all services and regions, which the signature names. */
  readonly endpoint: string;
  /** A key that may do everything. */
  readonly key: AccessKey;
  readonly cloud: Cloud;
  readonly faults: Faults;
  readonly log: CallLog;
  /** Counts of blocks of EBS direct. */
  readonly traffic: Traffic;
  close(): Promise<void>;
}

/** Starts a cloud with nothing in it. Whole states are in memory and in a file without a name: nothing outlives it. */
export async function startFakeAws({
  account = '123456789012',
  rates = {},
  traffic: line = {},
  port,
  ...options
}: FakeAwsOptions = {}): Promise<FakeAws> {
  const cloud = createCloud(options);
  const faults = createFaults(cloud.clock);
  const log = createCallLog();
  const traffic = createTraffic(line);
  const limiter = createRateLimiter(rates, cloud.clock);
  const { endpoint, close } = await listen(
    createAnswerer({ cloud, faults, log, rates: limiter, traffic }),
    port,
  );
  const end = async () => {
    await close();
    await cloud.guests?.close();
    await cloud.blocks.close();
  };
  const key = cloud.accounts.addUser(account);
  return { endpoint, key, cloud, faults, log, traffic, close: end, [Symbol.asyncDispose]: end };
}
