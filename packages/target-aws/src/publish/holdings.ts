import { randomBytes } from 'node:crypto';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { isMarkOf, type LastingResources, type LeftResource, markBuild, type Resource } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { imageKind } from '../resources/image';
import { describeLogin, keepSession, type Reach } from '../resources/reach';
import { channelKind, type SeenChannel, type SeenSharing, seenKinds, sharingKind } from '../resources/seen';
import { snapshotKind } from '../resources/snapshot';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import type { SharedWith } from './share-image';
import { tagNames } from './tags';
import type { RegionWish } from './wish';

/** The ledger of an image at a destination, held by one publication at a time. */
export interface PublicationLedger extends LastingResources, AsyncDisposable {
  /** Removes all that it names, the last noted first. Tells what could not be removed. */
  undo(): Promise<readonly Diagnostic[]>;
}

/** What a publication makes in a region. */
export interface Holding {
  /** What is to be there, with the mark of the publication in place of the destination's name for the build. */
  readonly wish: RegionWish;
  /** Writes down that an image is about to be made, with its snapshots. */
  note(): Promise<void>;
  /** Removes a snapshot that turned out not to be needed. */
  dropSnapshot(): Promise<void>;
  /** Writes down what a parameter held before it is moved. What a run before wrote down counts. */
  noteChannel(image: FoundImage, parameter: string, before: string | undefined): Promise<void>;
  /** Writes down whom the image was shared with before that is changed; asks only when nobody has written it down. */
  noteSharing(image: FoundImage, read: () => Promise<SharedWith>): Promise<void>;
}

/** All that a publication makes, and what one before that was killed had made: its own until it hands it over. */
export interface Holdings {
  of(wish: Pick<RegionWish, 'region'>): Holding;
  /** Gives what is in some regions to the destination: all of it, or nothing when the process is killed meanwhile. */
  handOver(wishes: readonly RegionWish[]): Promise<void>;
  /** Puts back what could be seen, as far as it was written down: what was changed last comes first. */
  conceal(): Promise<readonly Diagnostic[]>;
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
  const seen: Resource[] = ledger.left.filter(isSeen).reverse();
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
    const hasSeen = (kind: string, what: string) =>
      left.some((each) => each.kind === kind && each.data['what'] === what);
    const add = (resource: Resource) => {
      keepSession(build, session);
      own.push(resource);
      seen.push(resource);
    };
    return {
      wish: { ...wish, tags: { ...wish.tags, [tagNames.build]: build } },
      note: async () => {
        keepSession(build, session);
        snapshot = await ledger.note(snapshotKind, data);
        own.push(snapshot, await ledger.note(imageKind, data));
      },
      dropSnapshot: async () => snapshot?.remove(),
      noteChannel: async ({ id, tags }, what, before = '') => {
        if (hasSeen(channelKind.kind, what)) return;
        const channel: SeenChannel = { ...data, what, id, tag: tags[tagNames.build] ?? '', before };
        add(await ledger.note(channelKind, channel));
      },
      noteSharing: async ({ id, tags }, read) => {
        if (hasSeen(sharingKind.kind, id)) return;
        const { launch, volumes } = await read();
        const tag = tags[tagNames.build] ?? '';
        const sharing: SeenSharing = { ...data, what: id, id, tag, launch: JSON.stringify(launch), volumes };
        add(await ledger.note(sharingKind, sharing));
      },
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
    conceal: () => removeAll(seen.splice(0).reverse()),
    clear: () => removeAll(ledger.left.filter((one) => !wishes.some((wish) => isOf(one, wish)))),
  };
}

async function removeAll(resources: readonly Resource[]): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const each of resources)
    await each.remove().catch((error: unknown) => problems.push(...getProblems(error)));
  return problems;
}

function isSeen({ kind }: LeftResource): boolean {
  return seenKinds.some((each) => each.kind === kind);
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
