import { randomUUID } from 'node:crypto';
import type {
  CreateFleetError,
  CreateFleetInstance,
  CreateFleetRequest,
  CreateFleetResult,
  FleetLaunchTemplateOverridesRequest,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { Refusal, refuse, refuseMissing, refuseValue } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { readTagSpecifications } from '../../rules/tags';
import { createId } from '../../state/ids';
import { toType } from '../instances/instance-types';
import { launchInstance } from '../instances/launch';
import { type LaunchPlan, planLaunch } from '../instances/launch-plan';
import { type LaunchRequest, mergeLaunch } from '../instances/launch-request';
import { getTemplateData } from '../launch-templates/find';
import { addSpotRequest } from './spot-request';

const TAGGABLE = ['fleet', 'instance', 'volume', 'network-interface', 'spot-instances-request'];

/** Fleets of the type `instant`: what can be had at once, and why the rest cannot. */
export const createFleet: Action<CreateFleetRequest, CreateFleetResult> = (call) => {
  const { Type: type = 'maintain', ClientToken: token, TagSpecifications } = call.input;
  readTagSpecifications(TagSpecifications, 'fleet', TAGGABLE);
  if (type !== 'instant') throw refuseValue('type', type, 'The fake knows fleets of the type instant alone.');
  return answerOnce(call, { action: 'CreateFleet', token, make: () => create(call) });
};

/** One way in which a fleet may have its instances. */
interface Attempt {
  readonly override: FleetLaunchTemplateOverridesRequest;
  readonly request: LaunchRequest;
}

function create(call: Call<CreateFleetRequest>): CreateFleetResult {
  const { TargetCapacitySpecification: target } = call.input;
  const count = target?.TotalTargetCapacity;
  if (count === undefined) throw refuseMissing('TargetCapacitySpecification.TotalTargetCapacity');
  const isSpot = target?.DefaultTargetCapacityType !== 'on-demand';
  const fleetId = `fleet-${randomUUID()}`;
  const errors: CreateFleetError[] = [];
  for (const attempt of sortAttempts(call, listAttempts(call, isSpot))) {
    const plan = tryPlan(call, attempt, { count, errors, isSpot });
    if (!plan) continue;
    return {
      FleetId: fleetId,
      Errors: errors,
      Instances: [launchAll(call, plan, { count, fleetId })],
    };
  }
  return { FleetId: fleetId, Errors: errors, Instances: [] };
}

function listAttempts(call: Call<CreateFleetRequest>, isSpot: boolean): readonly Attempt[] {
  const { LaunchTemplateConfigs: configurations = [], SpotOptions } = call.input;
  return configurations.flatMap(({ LaunchTemplateSpecification: template, Overrides = [] }) => {
    if (!template) throw refuseMissing('LaunchTemplateSpecification');
    if (template.Version === undefined)
      throw refuse('MissingParameter', 'The request must contain the parameter Version');
    const data = getTemplateData(call, template);
    return (Overrides.length > 0 ? Overrides : [{}]).map((override) => ({
      override,
      request: mergeLaunch(data, readOverride(override, { call, isSpot, price: SpotOptions?.MaxTotalPrice })),
    }));
  });
}

function readOverride(
  override: FleetLaunchTemplateOverridesRequest,
  {
    call,
    isSpot,
    price,
  }: {
    readonly call: Call<CreateFleetRequest>;
    readonly isSpot: boolean;
    readonly price: string | undefined;
  },
): LaunchRequest {
  const { InstanceType, SubnetId, AvailabilityZone, MaxPrice = price, ImageId } = override;
  const tags = call.input.TagSpecifications?.filter(({ ResourceType }) => ResourceType !== 'fleet');
  return {
    InstanceType,
    SubnetId,
    ImageId,
    ...(AvailabilityZone !== undefined && { Placement: { AvailabilityZone } }),
    TagSpecifications: tags,
    ...(isSpot && {
      InstanceMarketOptions: {
        MarketType: 'spot',
        ...(MaxPrice !== undefined && { SpotOptions: { MaxPrice } }),
      },
    }),
  };
}

/** In the order of the request, or by its priorities: prices and capacity do not differ from zone to zone here. */
function sortAttempts(call: Call<CreateFleetRequest>, attempts: readonly Attempt[]): readonly Attempt[] {
  const order = ({ override }: Attempt) => override.Priority ?? Number.POSITIVE_INFINITY;
  if (call.input.SpotOptions?.AllocationStrategy !== 'capacity-optimized-prioritized') return attempts;
  return [...attempts].sort((left, right) => order(left) - order(right));
}

function tryPlan(
  call: Call<object>,
  { override, request }: Attempt,
  {
    count,
    errors,
    isSpot,
  }: { readonly count: number; readonly errors: CreateFleetError[]; readonly isSpot: boolean },
): LaunchPlan | undefined {
  try {
    return planLaunch(call, request, count);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    errors.push({
      LaunchTemplateAndOverrides: {
        Overrides: { InstanceType: override.InstanceType, SubnetId: override.SubnetId },
      },
      Lifecycle: isSpot ? 'spot' : 'on-demand',
      ErrorCode: error.code,
      ErrorMessage: error.message,
    });
    return undefined;
  }
}

function launchAll(
  call: Call<object>,
  plan: LaunchPlan,
  { count, fleetId }: { readonly count: number; readonly fleetId: string },
): CreateFleetInstance {
  const reservationId = createId('r');
  const instances = Array.from({ length: count }, (_, launchIndex) => {
    const spot = plan.isSpot ? addSpotRequest(call, plan) : undefined;
    const instance = launchInstance(call, plan, {
      ...{ reservationId, launchIndex, fleetId },
      spotRequestId: spot?.id,
    });
    if (spot) spot.instanceId = instance.id;
    instance.tags.set('aws:ec2:fleet-id', fleetId);
    return instance;
  });
  return {
    InstanceIds: instances.map(({ id }) => id),
    InstanceType: toType(plan.type.name),
    Lifecycle: plan.isSpot ? 'spot' : 'on-demand',
  };
}
