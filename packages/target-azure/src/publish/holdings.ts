import { randomBytes } from 'node:crypto';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import {
  isMarkOf,
  type LastingResources,
  type LeftResource,
  markBuild,
  type Resource,
  type ResourceData,
  type ResourceKind,
} from '@strata/sdk';
import type { AccessOptions } from '../access';
import { describeLogin, keepSession, type Reach } from '../resources/reach';
import { seenVersionKind } from '../resources/seen';
import type { AzureContext } from './context';
import type { FoundVersion } from './found-version';
import { tagNames } from './tags';
import type { VersionWish } from './wish';

/** The ledger of an image at a destination, held by one publication at a time. */
export interface PublicationLedger extends LastingResources, AsyncDisposable {
  /** Removes all that it names, the last noted first. @returns what could not be removed */
  undo(): Promise<readonly Diagnostic[]>;
}

/** All that a publication makes, and what one before that was killed had made: its own until it hands it over. */
export interface Holdings {
  /** What is to be there, with the mark of the publication in place of the destination's name for the build. */
  readonly wish: VersionWish;
  /** What the tag of everything says that this publication makes. */
  readonly build: string;
  /** Writes down what is about to be made. It has the tag of the publication from its making on. */
  note<D extends Reach & ResourceData>(kind: ResourceKind<D>, place: Omit<D, keyof Reach>): Promise<Resource>;
  /** Writes down who got a version before that is changed. What a run before wrote down counts. */
  noteSeen(version: FoundVersion): Promise<void>;
  /** Puts back who gets it, as far as it was written down. @returns what could not be put back */
  conceal(): Promise<readonly Diagnostic[]>;
  /** Gives all of it to the destination, or nothing when the process is killed meanwhile. */
  handOver(): Promise<void>;
  /** Removes what a run before had begun and nobody wants any more: other versions. */
  clear(): Promise<readonly Diagnostic[]>;
}

export interface HoldingsRequest {
  readonly ledger: LastingResources;
  readonly login: Partial<AccessOptions>;
  readonly wish: VersionWish;
}

const MARK_BYTES = 4;

export function openHoldings(
  { session }: Pick<AzureContext, 'session'>,
  { ledger, login, wish }: HoldingsRequest,
): Holdings {
  const { subscription } = session;
  for (const { data } of ledger.left)
    if (data['subscription'] === subscription) keepSession(String(data['build']), session);
  const own: Resource[] = ledger.left.filter((each) => isOf(each, wish));
  // One that was begun goes on under its mark, by which what it made is known as its own.
  const [begun] = ledger.left.filter((each) => isOf(each, wish));
  const build = String(begun?.data['build'] ?? markBuild(getBuild(wish), draw()));
  const reach: Reach = { build, image: wish.image, subscription, ...describeLogin(login) };
  const seen: Resource[] = ledger.left.filter(isSeen).reverse();
  const note: Holdings['note'] = async (kind, place) => {
    keepSession(build, session);
    // Every kind of things in Azure is found by its place and the reach of its build.
    const noted = await ledger.note(kind as ResourceKind, { ...reach, ...place });
    own.push(noted);
    return noted;
  };
  return {
    build,
    wish: { ...wish, tags: { ...wish.tags, [tagNames.build]: build } },
    note,
    noteSeen: async ({ id, tags, isExcludedFromLatest }) => {
      if (ledger.left.some((each) => isSeen(each) && isOf(each, wish) && each.data['id'] === id)) return;
      const tag = tags[tagNames.build] ?? '';
      seen.push(await note(seenVersionKind, { id, tag, isExcludedFromLatest }));
    },
    conceal: () => removeAll(seen.splice(0).reverse()),
    handOver: () => ledger.keep(own),
    clear: () => removeAll(ledger.left.filter((one) => !isOf(one, wish))),
  };
}

async function removeAll(resources: readonly Resource[]): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const each of resources)
    await each.remove().catch((error: unknown) => problems.push(...getProblems(error)));
  return problems;
}

function isSeen({ kind }: LeftResource): boolean {
  return kind === seenVersionKind.kind;
}

function draw(): string {
  return randomBytes(MARK_BYTES).toString('hex');
}

function getBuild({ tags }: VersionWish): string {
  return tags[tagNames.build] ?? '';
}

function isOf({ data }: LeftResource, wish: VersionWish): boolean {
  return isMarkOf(String(data['build']), getBuild(wish));
}

function getProblems(error: unknown): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  throw error;
}
