import type { AwsContext } from './context';
import { type AwsDelivery, openDelivery } from './deliver';
import { describePlans } from './describe-plan';
import type { FoundImage } from './found-image';
import { createImageWatch } from './image-watch';
import type { RegionWork } from './make-image';
import { planRegion, type RegionPlan } from './plan-region';
import type { AwsPublicationRequest } from './request';
import { tagNames } from './tags';
import { getWishes } from './wish';

/** What publishing an image means today. */
export interface AwsPublication {
  readonly plans: readonly RegionPlan[];
  /** A line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Opens the ledger and what it takes to do it. */
  open(): Promise<AwsDelivery>;
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
  return { plans, changes: describePlans(plans), open: () => openDelivery(context, request, works) };
}

function getDisks(images: readonly FoundImage[]): readonly string[] {
  const disks = images.flatMap(({ tags }) => tags[tagNames.disk] ?? []);
  return [...new Set(disks)].sort();
}
