import type {
  CancelSpotInstanceRequestsRequest,
  CancelSpotInstanceRequestsResult,
  DescribeSpotInstanceRequestsRequest,
  DescribeSpotInstanceRequestsResult,
  DescribeSpotPriceHistoryRequest,
  DescribeSpotPriceHistoryResult,
  RequestSpotInstancesRequest,
  RequestSpotInstancesResult,
  SpotInstanceRequest,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { showTags } from '../../rules/tags';
import { createId } from '../../state/ids';
import type { SpotRequestRecord } from '../compute/records';
import { listInstanceTypes, toType } from '../instances/instance-types';
import { launchInstance } from '../instances/launch';
import { planLaunch } from '../instances/launch-plan';
import { getSpotPrice } from '../instances/market';
import { isOffered } from '../instances/offerings';
import { addSpotRequest } from './spot-request';

/** The older way to spot instances; each request is met at once, or refused. */
export const requestSpotInstances: Action<RequestSpotInstancesRequest, RequestSpotInstancesResult> = (
  call,
) => {
  const { ClientToken: token, LaunchSpecification: specification, InstanceCount: count = 1 } = call.input;
  if (!specification) throw refuseMissing('LaunchSpecification');
  return answerOnce(call, {
    action: 'RequestSpotInstances',
    token,
    make: () => {
      const { AddressingType: _, ...request } = specification;
      const maxPrice = call.input.SpotPrice;
      const plan = planLaunch(
        call,
        {
          ...request,
          Monitoring: undefined,
          SecurityGroups: request.SecurityGroups,
          InstanceMarketOptions: {
            MarketType: 'spot',
            ...(maxPrice !== undefined && { SpotOptions: { MaxPrice: maxPrice } }),
          },
          TagSpecifications: call.input.TagSpecifications,
        },
        count,
      );
      const requests = Array.from({ length: count }, () => {
        const spot = addSpotRequest(call, plan);
        const origin = { reservationId: createId('r'), launchIndex: 0, spotRequestId: spot.id };
        spot.instanceId = launchInstance(call, plan, origin).id;
        return spot;
      });
      return { SpotInstanceRequests: requests.map(showSpotRequest) };
    },
  });
};

const readers: FilterReaders<SpotRequestRecord> = {
  'spot-instance-request-id': ({ id }) => id,
  state: ({ state }) => state,
  'status-code': ({ status }) => status.Code,
  'instance-id': ({ instanceId }) => instanceId,
  'launch.instance-type': ({ instanceType }) => instanceType,
  'launch.image-id': ({ imageId }) => imageId,
};

export const describeSpotInstanceRequests: Action<
  DescribeSpotInstanceRequestsRequest,
  DescribeSpotInstanceRequestsResult
> = ({ account, region, input }) => {
  const { spotRequests } = region.compute;
  const { SpotInstanceRequestIds: ids } = input;
  const found = (ids ? spotRequests.getAll(ids) : spotRequests.list()).filter(
    ({ owner }) => owner === account,
  );
  return { SpotInstanceRequests: filterResources(found, input.Filters, readers).map(showSpotRequest) };
};

/** Their instances run on. */
export const cancelSpotInstanceRequests: Action<
  CancelSpotInstanceRequestsRequest,
  CancelSpotInstanceRequestsResult
> = ({ region, input }) => {
  const found = region.compute.spotRequests.getAll(input.SpotInstanceRequestIds ?? []);
  for (const request of found) {
    request.state = 'cancelled';
    request.status = {
      Code: 'request-canceled-and-instance-running',
      Message: 'Your Spot request is canceled, but your instance is still running.',
    };
  }
  return {
    CancelledSpotInstanceRequests: found.map(({ id }) => ({
      SpotInstanceRequestId: id,
      State: 'cancelled',
    })),
  };
};

function showSpotRequest(request: SpotRequestRecord): SpotInstanceRequest {
  const { id, state, status, spotPrice, created, instanceId, imageId, instanceType, zone, tags } = request;
  return {
    SpotInstanceRequestId: id,
    State: state,
    Status: { ...status, UpdateTime: created },
    SpotPrice: spotPrice,
    Type: 'one-time',
    CreateTime: created,
    InstanceId: instanceId,
    LaunchedAvailabilityZone: zone,
    LaunchSpecification: { ImageId: imageId, InstanceType: toType(instanceType) },
    Tags: showTags(tags),
  };
}

const pages = { least: 1, most: 1_000, usual: 1_000 };

/** Prices do not change: each is told once for each zone. */
export const describeSpotPriceHistory: Action<
  DescribeSpotPriceHistoryRequest,
  DescribeSpotPriceHistoryResult
> = ({ region, input, now }) => {
  const { limits } = region.compute;
  const {
    AvailabilityZone: zone,
    InstanceTypes: types,
    ProductDescriptions: products = ['Linux/UNIX'],
  } = input;
  if (zone !== undefined && !limits.zones.includes(zone))
    throw refuse('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
  const wanted: readonly string[] | undefined = types;
  const prices = listInstanceTypes()
    .filter(({ name }) => wanted?.includes(name) ?? true)
    .flatMap((type) =>
      limits.zones
        .filter((each) => (zone === undefined || each === zone) && isOffered(limits, type.name, each))
        .map((AvailabilityZone) => ({
          AvailabilityZone,
          InstanceType: toType(type.name),
          ProductDescription: products.includes('Windows') ? ('Windows' as const) : ('Linux/UNIX' as const),
          SpotPrice: getSpotPrice(type).toFixed(6),
          Timestamp: now,
        })),
    );
  const { items, nextToken } = takePage(prices, input, pages);
  return { SpotPriceHistory: [...items], ...(nextToken && { NextToken: nextToken }) };
};
