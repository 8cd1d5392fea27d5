import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { applySetting } from './apply-setting';
import type { AwsContext } from './context';
import { describePlans } from './describe-plan';
import type { Desk } from './desk';
import type { FoundImage } from './found-image';
import { openHoldings, type PublicationLedger } from './holdings';
import { createImageWatch } from './image-watch';
import type { ImageContent } from './keys';
import { makeCopy, makeHomeImage, type OpenWork, type RegionWork } from './make-image';
import { movePointers } from './move-pointers';
import { getSettings, planRegion, type RegionPlan, type Setting } from './plan-region';
import type { MakeRequest } from './request';
import { tagNames } from './tags';
import { getWishes } from './wish';

export interface AwsPublicationRequest extends MakeRequest {
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
export interface AwsPublication {
  readonly plans: readonly RegionPlan[];
  /** A line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Does it; gives where the image is. @throws Failure with what went wrong in any region; the others are as they should be */
  send(): Promise<readonly RegionImage[]>;
}

export interface RegionImage {
  readonly region: string;
  /** Id of the image. */
  readonly id: string;
}

/** Compares what is in all regions with what should be there. Changes nothing. */
export async function preparePublication(
  context: AwsContext,
  request: AwsPublicationRequest,
): Promise<AwsPublication> {
  const { desk, destination, parents } = request;
  const { images } = await desk.view(destination.region, []);
  const parentDisks = parents.length === 0 ? [] : getDisks(images.filter(({ id }) => parents.includes(id)));
  const wishes = getWishes(destination, { ...request, parentDisks });
  const works = await Promise.all(
    wishes.map(async (wish): Promise<RegionWork> => {
      const view = await request.desk.view(wish.region, wish.channels);
      const plan = planRegion(wish, view, context.clock.now());
      return { plan, view, watch: createImageWatch(context, wish.region) };
    }),
  );
  const plans = works.map(({ plan }) => plan);
  return { plans, changes: describePlans(plans), send: () => send(context, request, works) };
}

function getDisks(images: readonly FoundImage[]): readonly string[] {
  const disks = images.flatMap(({ tags }) => tags[tagNames.disk] ?? []);
  return [...new Set(disks)].sort();
}

interface RegionResult {
  readonly plan: RegionPlan;
  readonly image: FoundImage;
}

/**
 * Home first, then all copies side by side. A region that fails keeps nobody from the others. What is made is the
 * publication's until it is as it should be, then the destination's; parameters are moved when all regions are in, so that
 * nobody finds an image in one region and misses it in another.
 */
async function send(
  context: AwsContext,
  request: AwsPublicationRequest,
  works: readonly RegionWork[],
): Promise<readonly RegionImage[]> {
  const { log, desk, login, warn } = request;
  await using ledger = await request.openLedger();
  const wishes = works.map(({ plan }) => plan.wish);
  const holdings = await openHoldings(context, { ledger, login, wishes });
  const [home, ...others] = works.map(
    (work): OpenWork => ({ ...work, holding: holdings.of(work.plan.wish) }),
  );
  if (!home) return [];
  const carryOut = async (one: OpenWork, make: () => Promise<FoundImage>): Promise<RegionResult> => {
    const { region, key } = one.plan.wish;
    try {
      await desk.forget(region);
      return await settle(context, request, { plan: one.plan, image: await make() });
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof Failure) await log.note({ region, key, state: 'failed', problem: error.message });
      throw error;
    }
  };
  const first = await carryOut(home, () => makeHomeImage(context, request, home));
  const source = { ...first.image, region: home.plan.wish.region };
  const copies = await Promise.allSettled(
    others.map((one) => carryOut(one, () => makeCopy(context, request, { ...one, source }))),
  );
  const { results, reasons } = sortOut(copies);
  // Who ends it wants nothing of it, or goes on later.
  context.signal.throwIfAborted();
  const arrived = [first, ...results];
  await holdings.handOver(arrived.map(({ plan }) => plan.wish));
  const finished = await Promise.allSettled(arrived.map((each) => finish(context, request, each)));
  throwAll([...reasons, ...sortOut(finished).reasons]);
  await movePointers(context, arrived);
  // What others looked up while this was under way is not true any more, either.
  await Promise.all(arrived.map(({ plan }) => desk.forget(plan.wish.region)));
  for (const { summary, detail } of await holdings.clear()) warn(`${summary}: ${detail}`);
  await log.close();
  return arrived.map(({ plan, image }) => ({ region: plan.wish.region, id: image.id }));
}

function sortOut<T>(settled: readonly PromiseSettledResult<T>[]) {
  return {
    results: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    reasons: settled.flatMap((each): readonly unknown[] => (each.status === 'rejected' ? [each.reason] : [])),
  };
}

/** @throws Failure with all that went wrong; an error that is none before that */
function throwAll(reasons: readonly unknown[]): void {
  const problems: Diagnostic[] = [];
  for (const reason of reasons) {
    if (!(reason instanceof Failure)) throw reason;
    problems.push(...reason.diagnostics);
  }
  if (problems.length > 0) throw new Failure(problems);
}

/** What is done with an image when it is the destination's: before, it could be removed again. */
const last: readonly Setting['kind'][] = ['hand-over', 'protect'];

/** Makes an image that is there be as it should be. */
async function settle(
  context: AwsContext,
  request: MakeRequest,
  result: RegionResult,
): Promise<RegionResult> {
  await apply(context, request, result, (kind) => !last.includes(kind));
  return result;
}

async function finish(context: AwsContext, request: MakeRequest, result: RegionResult): Promise<void> {
  const { plan, image } = result;
  await apply(context, request, result, (kind) => last.includes(kind));
  const { region, key } = plan.wish;
  await request.log.note({ region, key, state: 'in', image: image.id });
}

async function apply(
  context: AwsContext,
  { log }: MakeRequest,
  { plan: { wish }, image }: RegionResult,
  isDue: (kind: Setting['kind']) => boolean,
): Promise<void> {
  const settings = getSettings(wish, image, context.clock.now()).filter(({ kind }) => isDue(kind));
  if (settings.length === 0) return;
  await log.note({ region: wish.region, key: wish.key, state: 'setting', image: image.id });
  for (const setting of settings) await applySetting(context, { wish, image }, setting);
}
