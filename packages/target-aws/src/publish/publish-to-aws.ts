import { type Diagnostic, Failure } from '@strata/diagnostics';
import { applySetting } from './apply-setting';
import type { AwsContext } from './context';
import { describePlans } from './describe-plan';
import type { Desk } from './desk';
import type { FoundImage } from './found-image';
import { createImageWatch } from './image-watch';
import type { ImageContent } from './keys';
import { makeCopy, makeHomeImage, type RegionWork } from './make-image';
import { movePointers } from './move-pointers';
import { getSettings, planRegion, type RegionPlan } from './plan-region';
import type { MakeRequest } from './request';
import { getWishes } from './wish';

export interface AwsPublicationRequest extends MakeRequest {
  readonly content: ImageContent;
  readonly desk: Desk;
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
  const wishes = getWishes(request.destination, request);
  const works = await Promise.all(
    wishes.map(async (wish): Promise<RegionWork> => {
      const view = await request.desk.view(wish.region);
      const plan = planRegion(wish, view, context.clock.now());
      return { plan, view, watch: createImageWatch(context, wish.region) };
    }),
  );
  const plans = works.map(({ plan }) => plan);
  return { plans, changes: describePlans(plans), send: () => send(context, request, works) };
}

interface RegionResult {
  readonly plan: RegionPlan;
  readonly image: FoundImage;
}

/**
 * Home first, then all copies side by side. A region that fails keeps nobody from the others; parameters are moved when all
 * are in, so that nobody finds an image in one region and misses it in another.
 */
async function send(
  context: AwsContext,
  request: AwsPublicationRequest,
  [home, ...others]: readonly RegionWork[],
): Promise<readonly RegionImage[]> {
  if (!home) return [];
  const { log, desk } = request;
  const work = async (one: RegionWork, make: () => Promise<FoundImage>): Promise<RegionResult> => {
    const { region, key } = one.plan.wish;
    try {
      await desk.forget(region);
      const image = await settle(context, request, { plan: one.plan, image: await make() });
      await log.note({ region, key, state: 'in', image: image.id });
      return { plan: one.plan, image };
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof Failure) await log.note({ region, key, state: 'failed', problem: error.message });
      throw error;
    }
  };
  const first = await work(home, () => makeHomeImage(context, request, home));
  const source = { ...first.image, region: home.plan.wish.region };
  const copies = await Promise.allSettled(
    others.map((one) => work(one, () => makeCopy(context, request, { ...one, source }))),
  );
  const results = [first, ...getResults(copies)];
  await movePointers(context, results);
  // What others looked up while this was under way is not true any more, either.
  await Promise.all(results.map(({ plan }) => desk.forget(plan.wish.region)));
  await log.close();
  return results.map(({ plan, image }) => ({ region: plan.wish.region, id: image.id }));
}

/** @throws Failure with all that went wrong; an error that is none before that */
function getResults<T>(settled: readonly PromiseSettledResult<T>[]): readonly T[] {
  const problems: Diagnostic[] = [];
  for (const each of settled) {
    if (each.status === 'fulfilled') continue;
    if (!(each.reason instanceof Failure)) throw each.reason;
    problems.push(...each.reason.diagnostics);
  }
  if (problems.length > 0) throw new Failure(problems);
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** Makes an image that is there be as it should be. */
async function settle(
  context: AwsContext,
  { log }: MakeRequest,
  { plan, image }: RegionResult,
): Promise<FoundImage> {
  const { wish } = plan;
  const settings = getSettings(wish, image, context.clock.now());
  if (settings.length === 0) return image;
  await log.note({ region: wish.region, key: wish.key, state: 'setting', image: image.id });
  for (const setting of settings) await applySetting(context, { wish, image }, setting);
  return image;
}
