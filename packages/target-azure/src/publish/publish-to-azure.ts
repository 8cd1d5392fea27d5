import { Failure } from '@strata/diagnostics';
import { isMarkedBuild } from '@strata/sdk';
import type { AccessOptions } from '../access';
import type { AzureContext } from './context';
import { describePlan } from './describe-plan';
import type { Desk } from './desk';
import { releaseDisk } from './ensure-disk';
import { findParentTags } from './find-parent-tags';
import { openHoldings, type PublicationLedger } from './holdings';
import type { ImageContent } from './keys';
import { finishVersion, makeVersion, type VersionWork } from './make-version';
import { planVersion, type VersionPlan } from './plan-version';
import type { MakeRequest } from './request';
import { tagNames } from './tags';
import { getWish, type VersionWish } from './wish';

export interface AzurePublicationRequest extends MakeRequest {
  readonly content: ImageContent;
  readonly desk: Desk;
  /** Whose login it is, so that a sweep finds what is left when the process is killed. */
  readonly login: Partial<AccessOptions>;
  /** Holds what is made in a ledger of this image at this destination: it is the same in every run. */
  openLedger(): Promise<PublicationLedger>;
  /** Told what may be wrong but stops nothing. */
  readonly warn: (message: string) => void;
}

/** What publishing an image means today. */
export interface AzurePublication {
  readonly plan: VersionPlan;
  /** A line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Does it. @returns the resource id of the version @throws Failure with what went wrong; what was done stays */
  send(): Promise<string>;
}

/** Compares what is in the gallery with what should be there. Changes nothing. */
export async function preparePublication(
  context: AzureContext,
  request: AzurePublicationRequest,
): Promise<AzurePublication> {
  const wish = getWish(request.destination, request);
  const plan = await look(request, wish);
  return { plan, changes: describePlan(plan), send: () => send(context, request, wish) };
}

async function look({ desk }: AzurePublicationRequest, wish: VersionWish): Promise<VersionPlan> {
  const definitions = await desk.definitions();
  return planVersion(wish, {
    hasDefinition: definitions.has(wish.definition.toLowerCase()),
    versions: await desk.versions(wish.definition),
  });
}

/**
 * What is made is the publication's until the version is in all regions, then the destination's; then alone its tag says so,
 * and those who ask for the latest get it.
 */
async function send(
  context: AzureContext,
  request: AzurePublicationRequest,
  wish: VersionWish,
): Promise<string> {
  const { desk, log, login, warn } = request;
  await using ledger = await request.openLedger();
  // Another publication may have had the ledger meanwhile.
  desk.forget(wish.definition);
  try {
    const tags = { ...wish.tags, ...(await findParentTags(request)) };
    const holdings = openHoldings(context, { ledger, login, wish: { ...wish, tags } });
    const work: VersionWork = { request, plan: await look(request, wish), desk, holdings };
    const made = await makeVersion(context, work);
    // Who ends it wants nothing of it, or goes on later.
    context.signal.throwIfAborted();
    await holdings.handOver();
    if (isMarkedBuild(made.tags[tagNames.build] ?? '')) await releaseDisk(context, request, holdings);
    const { id, name } = await finishVersion(context, work, made);
    for (const { summary, detail } of await holdings.clear()) warn(`${summary}: ${detail}`);
    await log.note({ state: 'in', key: wish.key, version: name });
    await log.close();
    return id;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Failure) await log.note({ state: 'failed', key: wish.key, problem: error.message });
    throw error;
  } finally {
    desk.forget(wish.definition);
  }
}
