import type { Call } from '../../action';
import { createId } from '../../state/ids';
import type { SpotRequestRecord } from '../compute/records';
import type { LaunchPlan } from '../instances/launch-plan';
import { getSpotPrice } from '../instances/market';

const FULFILLED = { Code: 'fulfilled', Message: 'Your Spot request is fulfilled.' };

/** Notes a spot request that is met at once. */
export function addSpotRequest(
  { account, cloud, region, now }: Call<object>,
  plan: LaunchPlan,
): SpotRequestRecord {
  const { InstanceMarketOptions: options } = plan.request;
  return region.compute.spotRequests.add({
    id: createId('sir'),
    owner: account,
    created: now,
    appears: cloud.startAppearing(),
    tags: new Map(plan.tags['spot-instances-request']),
    state: 'active',
    status: FULFILLED,
    spotPrice: options?.SpotOptions?.MaxPrice ?? getSpotPrice(plan.type).toFixed(4),
    instanceType: plan.type.name,
    imageId: plan.image.id,
    zone: plan.network.subnet.zone,
  });
}
