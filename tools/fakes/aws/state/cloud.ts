import { type BlockStore, createBlockStore } from '../blocks/store';
import type { Guests } from '../guests/guests';
import { type Accounts, createAccounts } from './accounts';
import { type Clock, createClock } from './clock';
import { type Countdown, createCountdown, type Delay } from './countdown';
import { type Quotas, usualQuotas } from './quotas';
import { createRegion, type Region } from './region';

/** How the cloud behaves where AWS leaves it open. */
export interface CloudOptions {
  /** Regions that the account has. @default ten of the usual ones */
  readonly regions?: readonly string[];
  /** Until a new thing is visible. @default at once */
  readonly appears?: Delay;
  /** Until what is pending is done. @default one look */
  readonly pending?: Delay;
  /** Until EC2 knows what IAM says of an instance profile. @default at once */
  readonly propagates?: Delay;
  /** Where instances run for real. @default nowhere: they only say that they do */
  readonly guests?: Guests | undefined;
  /** Those that differ from AWS's usual ones. */
  readonly quotas?: Partial<Quotas>;
}

/** All regions, and what is one for all of them. */
export interface Cloud {
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** Contents of snapshots and volumes, on disk. */
  readonly blocks: BlockStore;
  readonly regionNames: readonly string[];
  readonly quotas: Quotas;
  readonly guests: Guests | undefined;
  /** What callers may not do: `ec2:RunInstances`. Empty: everything is allowed. */
  readonly denied: Set<string>;
  /** A region by name; one that is made up when the cloud lacks it is a mistake of the test. */
  region(name: string): Region;
  /** Begins the time until a new thing is visible. */
  startAppearing(): Countdown;
  /** Begins the time until something pending is done. */
  startPending(): Countdown;
  /** Begins the time until EC2 knows of a change in IAM. */
  startPropagating(): Countdown;
}

const usualRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-north-1',
  'ap-southeast-2',
  'sa-east-1',
];

/** A cloud with nothing in it. */
export function createCloud({
  regions: regionNames = usualRegions,
  appears = {},
  pending = { looks: 1 },
  propagates = {},
  guests,
  quotas = {},
}: CloudOptions = {}): Cloud {
  const clock = createClock();
  const regions = new Map(regionNames.map((name) => [name, createRegion(name)]));
  return {
    accounts: createAccounts(clock),
    clock,
    blocks: createBlockStore(),
    regionNames,
    quotas: { ...usualQuotas, ...quotas },
    guests,
    denied: new Set(),
    region(name) {
      const found = regions.get(name);
      if (!found) throw new Error(`This cloud has no region ${name}: ${regionNames.join(', ')}.`);
      return found;
    },
    startAppearing: () => createCountdown(appears, clock),
    startPending: () => createCountdown(pending, clock),
    startPropagating: () => createCountdown(propagates, clock),
  };
}
