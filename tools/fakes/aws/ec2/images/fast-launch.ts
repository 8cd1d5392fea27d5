import type {
  DescribeFastLaunchImagesRequest,
  DescribeFastLaunchImagesResult,
  DisableFastLaunchRequest,
  DisableFastLaunchResult,
  EnableFastLaunchRequest,
  EnableFastLaunchResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { getOwnImage } from './access';
import type { FastLaunch, ImageRecord } from './record';

const leastParallelLaunches = 6;
const usualResourceCount = 5;
const pageLimits = { least: 0, most: 200 };

/** Has Windows prepared in snapshots, so that machines start sooner. */
export const enableFastLaunch: Action<EnableFastLaunchRequest, EnableFastLaunchResult> = (call) => {
  const { cloud, input, now } = call;
  const image = getOwnImage(call, input.ImageId ?? '');
  const { MaxParallelLaunches: parallel = leastParallelLaunches, ResourceType: type = 'snapshot' } = input;
  if (image.traits.platform !== 'windows')
    throw refuse('InvalidParameterValue', 'Fast launch is only supported for Windows AMIs');
  if (type !== 'snapshot') throw refuseValue('resourceType', type, "Expected 'snapshot'.");
  if (parallel < leastParallelLaunches)
    throw refuseValue('maxParallelLaunches', parallel, `Expected ${leastParallelLaunches} or more.`);
  image.fastLaunch = {
    state: 'enabling',
    maxParallelLaunches: parallel,
    targetResourceCount: input.SnapshotConfiguration?.TargetResourceCount ?? usualResourceCount,
    since: now,
    pending: cloud.startPending(),
  };
  return show(image, image.fastLaunch);
};

export const disableFastLaunch: Action<DisableFastLaunchRequest, DisableFastLaunchResult> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  if (!image.fastLaunch) throw refuse('InvalidRequest', `Fast launch is not enabled for ${image.id}`);
  const disabling: FastLaunch = { ...image.fastLaunch, state: 'disabling', since: call.now };
  delete image.fastLaunch;
  return show(image, disabling);
};

export const describeFastLaunchImages: Action<
  DescribeFastLaunchImagesRequest,
  DescribeFastLaunchImagesResult
> = ({ region, account, input }) => {
  const own = (input.ImageIds ? region.images.getAll(input.ImageIds) : region.images.all()).filter(
    ({ owner, fastLaunch }) => owner === account && fastLaunch !== undefined,
  );
  for (const { fastLaunch } of own) if (fastLaunch?.pending.look()) fastLaunch.state = 'enabled';
  const filtered = filterResources(own, input.Filters, {
    'resource-type': () => 'snapshot',
    'owner-id': ({ owner }) => owner,
    state: ({ fastLaunch }) => fastLaunch?.state,
  });
  const { items, nextToken } = takePage(filtered, input, pageLimits);
  return {
    FastLaunchImages: items.flatMap((image) => (image.fastLaunch ? show(image, image.fastLaunch) : [])),
    NextToken: nextToken,
  };
};

function show({ id, owner }: ImageRecord, fastLaunch: FastLaunch) {
  return {
    ImageId: id,
    OwnerId: owner,
    ResourceType: 'snapshot' as const,
    SnapshotConfiguration: { TargetResourceCount: fastLaunch.targetResourceCount },
    MaxParallelLaunches: fastLaunch.maxParallelLaunches,
    State: fastLaunch.state,
    StateTransitionTime: fastLaunch.since,
  };
}
