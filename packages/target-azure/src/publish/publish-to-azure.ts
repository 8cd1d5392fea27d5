import type { AccessOptions } from '../access';
import type { AzureContext } from './context';
import { type AzureDelivery, createDelivery } from './deliver';
import { describePlan } from './describe-plan';
import type { Desk } from './desk';
import { findParentTags } from './find-parent-tags';
import { openHoldings, type PublicationLedger } from './holdings';
import type { ImageContent } from './keys';
import type { VersionWork } from './make-version';
import { planVersion, type VersionPlan } from './plan-version';
import type { MakeRequest } from './request';
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
  /** Opens the ledger and what it takes to do it. */
  open(): Promise<AzureDelivery>;
}

/** Compares what is in the gallery with what should be there. Changes nothing. */
export async function preparePublication(
  context: AzureContext,
  request: AzurePublicationRequest,
): Promise<AzurePublication> {
  const wish = getWish(request.destination, request);
  const plan = await look(request, wish);
  return { plan, changes: describePlan(plan), open: () => open(context, request, wish) };
}

async function look({ desk }: AzurePublicationRequest, wish: VersionWish): Promise<VersionPlan> {
  const definitions = await desk.definitions();
  return planVersion(wish, {
    hasDefinition: definitions.has(wish.definition.toLowerCase()),
    versions: await desk.versions(wish.definition),
  });
}

/** Takes up what a run before has begun. */
async function open(
  context: AzureContext,
  request: AzurePublicationRequest,
  wish: VersionWish,
): Promise<AzureDelivery> {
  const { desk, login } = request;
  const ledger = await request.openLedger();
  // Another publication may have had the ledger meanwhile.
  desk.forget(wish.definition);
  try {
    const tags = { ...wish.tags, ...(await findParentTags(request)) };
    const holdings = openHoldings(context, { ledger, login, wish: { ...wish, tags } });
    const work: VersionWork = { request, plan: await look(request, wish), desk, holdings };
    return createDelivery(context, { request, work, ledger });
  } catch (error) {
    await ledger[Symbol.asyncDispose]();
    throw error;
  }
}
