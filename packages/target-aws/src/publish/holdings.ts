import { randomBytes } from 'node:crypto';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { LastingResources, LeftResource, Resource } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { imageKind } from '../resources/image';
import { describeLogin, keepSession, type Reach } from '../resources/reach';
import { snapshotKind } from '../resources/snapshot';
import type { AwsContext } from './context';
import { isMarkOf, markBuild } from './mark';
import { tagNames } from './tags';
import type { RegionWish } from './wish';

/** The ledger of an image at a destination, held by one publication at a time. */
export interface PublicationLedger extends LastingResources, AsyncDisposable {}

/** What a publication makes in a region. */
export interface Holding {
  /** What is to be there, with the mark of the publication in place of the destination's name for the build. */
  readonly wish: RegionWish;
  /** Writes down that an image is about to be made, with its snapshots. */
  note(): Promise<void>;
  /** Removes a snapshot that turned out not to be needed. */
  dropSnapshot(): Promise<void>;
}

/** All that a publication makes, and what one before that was killed had made: its own until it hands it over. */
export interface Holdings {
  of(wish: RegionWish): Holding;
  /** Gives what is in some regions to the destination: all of it, or nothing when the process is killed meanwhile. */
  handOver(wishes: readonly RegionWish[]): Promise<void>;
  /** Removes what a run before had begun and nobody wants any more: other versions, other regions. */
  clear(): Promise<readonly Diagnostic[]>;
}

export interface HoldingsRequest {
  readonly ledger: LastingResources;
  readonly login: Partial<AccessOptions>;
  readonly wishes: readonly RegionWish[];
}

const MARK_BYTES = 4;

export async function openHoldings(
  { session }: AwsContext,
  { ledger, login, wishes }: HoldingsRequest,
): Promise<Holdings> {
  const { account } = await session.caller();
  for (const { data } of ledger.left)
    if (data['account'] === account) keepSession(String(data['build']), session);
  const drawn = randomBytes(MARK_BYTES).toString('hex');
  const noted = new Map<string, Resource[]>();
  const open = (wish: RegionWish): Holding => {
    const { region } = wish;
    const left = ledger.left.filter((each) => isOf(each, wish));
    // One that was begun goes on under its mark, by which AWS knows its requests.
    const build = String(left[0]?.data['build'] ?? markBuild(getBuild(wish), drawn));
    const image = wish.tags[tagNames.image] ?? '';
    const data: Reach = { build, image, region, account, ...describeLogin(login) };
    const own: Resource[] = [...left];
    noted.set(region, own);
    let snapshot: Resource | undefined;
    return {
      wish: { ...wish, tags: { ...wish.tags, [tagNames.build]: build } },
      note: async () => {
        keepSession(build, session);
        snapshot = await ledger.note(snapshotKind, data);
        own.push(snapshot, await ledger.note(imageKind, data));
      },
      dropSnapshot: async () => snapshot?.remove(),
    };
  };
  const holdings = new Map(wishes.map((wish) => [wish.region, open(wish)]));
  return {
    of: ({ region }) => {
      const holding = holdings.get(region);
      if (!holding) throw new Error(`the publication has nothing to do with ${region}`);
      return holding;
    },
    handOver: (given) => ledger.keep(given.flatMap(({ region }) => noted.get(region) ?? [])),
    clear: async () => {
      const problems: Diagnostic[] = [];
      for (const each of ledger.left.filter((one) => !wishes.some((wish) => isOf(one, wish))))
        await each.remove().catch((error: unknown) => problems.push(...getProblems(error)));
      return problems;
    },
  };
}

function getBuild({ tags }: RegionWish): string {
  return tags[tagNames.build] ?? '';
}

function isOf({ data }: LeftResource, wish: RegionWish): boolean {
  return data['region'] === wish.region && isMarkOf(String(data['build']), getBuild(wish));
}

function getProblems(error: unknown): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  throw error;
}
