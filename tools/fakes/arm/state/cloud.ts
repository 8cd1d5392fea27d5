import { type Clock, createClock } from '../../aws/state/clock';
import { type Countdown, createCountdown, type Delay } from '../../aws/state/countdown';
import { type Access, createAccess } from '../access';
import type { Blobs } from '../blobs/blobs';
import { createTokens, type Tokens } from '../entra/tokens';
import type { Guests } from '../guests/guests';
import { createGalleryState, type GalleryState } from './galleries';
import { createLimits, type Limits } from './limits';
import { foldLocation, type Location, usualLocations } from './locations';
import { createOperations, type Operations } from './operations';
import { createPlatform, type Platform } from './platform';
import type { Resource } from './resource';
import { createStore, type ResourceStore } from './store';

/** How the cloud behaves where Azure leaves it open. */
export interface CloudOptions {
  /** @default '00000000-0000-0000-0000-000000000001' */
  readonly subscription?: string;
  /** @default ten of the usual ones */
  readonly locations?: readonly Location[];
  /** Until a new resource can be seen. @default at once */
  readonly appears?: Delay;
  /** Until an operation is over. @default one look at it, or at what it changes */
  readonly pending?: Delay;
  /** Until a version of an image or an application is in all of its regions. @default as `pending` */
  readonly replication?: Delay;
  /** Seconds that ARM asks to be left alone between polls; nothing is said about it when undefined. @default 0 */
  readonly retryAfter?: number | undefined;
  /** Where blobs are: `azuriteBlobs(await startAzurite())`. @default nowhere: every URI is somebody else's */
  readonly blobs?: Blobs;
  /** Where machines run for real, from blobs: `qemuGuests()`. @default nowhere */
  readonly guests?: Guests | undefined;
}

export interface Reservation {
  readonly machineId: string;
  /** By the cloud's clock. */
  readonly ends: number;
}

/** One subscription, and what is in it. */
export interface Cloud {
  readonly subscription: string;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly resources: ResourceStore;
  readonly operations: Operations;
  readonly galleries: GalleryState;
  readonly limits: Limits;
  readonly platform: Platform;
  /** Network interfaces that wait for a machine whose creation failed. */
  readonly reservations: WeakMap<Resource, Reservation>;
  readonly locations: readonly Location[];
  readonly retryAfter: number | undefined;
  readonly blobs: Blobs | undefined;
  readonly guests: Guests | undefined;
  /** Namespaces of providers that the subscription did not register: `Microsoft.Compute`. */
  readonly unregistered: Set<string>;
  /** Ids of resources, groups and subscriptions that may not be deleted. */
  readonly locks: Set<string>;
  /** What the one who asks may do. */
  readonly access: Access;
  /** Actions that no role has: `Microsoft.Compute/galleries/write`. */
  readonly denied: Set<string>;
  /** Names of vaults that nobody may have again before they are purged. */
  readonly deletedVaults: Set<string>;
  /** Another address of the range that is kept for documentation. */
  takeAddress(): string;
  findLocation(name: string): Location | undefined;
  /** Begins the time until a new resource can be seen. */
  startAppearing(): Countdown;
  /** Begins the time until an operation is over. */
  startPending(): Countdown;
}

/** A cloud with nothing in it. */
export function createCloud({
  subscription = '00000000-0000-0000-0000-000000000001',
  locations = usualLocations,
  appears = {},
  pending = { looks: 1 },
  replication = pending,
  blobs,
  guests,
  ...polling
}: CloudOptions = {}): Cloud {
  const clock = createClock();
  const denied = new Set<string>();
  const startAppearing = () => createCountdown(appears, clock);
  return {
    subscription,
    clock,
    tokens: createTokens(),
    resources: createStore(clock, startAppearing),
    operations: createOperations(clock),
    limits: createLimits(),
    platform: createPlatform(),
    reservations: new WeakMap(),
    deletedVaults: new Set(),
    takeAddress: createAddresses(),
    galleries: createGalleryState(replication, clock),
    locations,
    retryAfter: 'retryAfter' in polling ? polling.retryAfter : 0,
    blobs,
    guests,
    unregistered: new Set(),
    locks: new Set(),
    denied,
    access: createAccess(denied),
    findLocation: (name) => locations.find((one) => one.name === foldLocation(name)),
    startAppearing,
    startPending: () => createCountdown(pending, clock),
  };
}

/** RFC 5737 keeps 203.0.113.0/24 for examples. */
function createAddresses(): () => string {
  let last = 0;
  return () => {
    last = (last % 254) + 1;
    return `203.0.113.${last}`;
  };
}
