import { randomUUID } from 'node:crypto';
import type {
  CreateFleetError,
  CreateFleetRequest,
  LaunchTemplateTagSpecificationRequest,
  RequestLaunchTemplateData,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { ask } from '../machine/ask';
import type { Launch } from '../machine/launch';
import { getName, getToken } from '../machine/names';
import { getCommon } from '../machine/run-request';
import { getBuildTags, joinTags, specifyTags, type Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { instanceKind } from '../resources/instance';
import { launchTemplateKind } from '../resources/launch-template';
import type { Network, Place } from './network';
import type { Machine } from './run-instance';
import { waitUntilRunning } from './wait-for-instance';

/**
 * Launches the machine at the price of the day: Packer's StepRunSpotInstance. A fleet of one is asked for, which chooses
 * among types and places.
 */
export async function runSpotInstance(work: Work, launch: Launch, network: Network): Promise<Machine> {
  const { context, reach, region, session } = work;
  context.reporter.say('Launching a spot AWS instance...');
  await context.resources.note(launchTemplateKind, reach);
  await context.resources.note(instanceKind, reach);
  const nonce = randomUUID();
  const templateId = await makeTemplate(work, launch, nonce);
  const request = createFleet(work, { templateId, places: network.places, nonce });
  const call = { action: 'CreateFleet', what: `the machine of ${context.buildName}`, isYoung: true };
  const fleet = await ask(work, call, (o) => session.ec2(region).createFleet(request, o));
  const id = fleet.Instances?.flatMap(({ InstanceIds = [] }) => InstanceIds)[0];
  if (id === undefined) throw explain(fleet.Errors ?? []);
  const machine = await waitUntilRunning(work, id);
  await tagRequest(work, machine);
  return machine;
}

async function makeTemplate(work: Work, launch: Launch, nonce: string): Promise<string> {
  const { context, options, reach, region, session } = work;
  const name = getName(reach.build, 'fleet', nonce);
  context.reporter.say('Creating Spot Fleet launch template...');
  const request = {
    LaunchTemplateName: name,
    ClientToken: getToken(reach.build, 'template', nonce),
    VersionDescription: 'for a spot instance of a build',
    LaunchTemplateData: createTemplateData(work, launch),
    TagSpecifications: specifyTags({ 'launch-template': getBuildTags(reach, getSpotTags(options)) }),
  };
  const call = { action: 'CreateLaunchTemplate', what: name, isYoung: true };
  const { LaunchTemplate: made } = await ask(work, call, (o) =>
    session.ec2(region).createLaunchTemplate(request, o),
  );
  context.reporter.say(`Created Spot Fleet launch template: ${made?.LaunchTemplateId}`);
  return made?.LaunchTemplateId ?? '';
}

const getSpotTags = ({ spot_tags: map, spot_tag: blocks }: Work['options']) => joinTags(map, blocks);

function createTemplateData({ options }: Work, launch: Launch): RequestLaunchTemplateData {
  const { UserData, ...common } = getCommon(options, launch, options.instance_type);
  return {
    ...common,
    UserData: UserData ?? '',
    SecurityGroupIds: [...launch.groupIds],
    InstanceMarketOptions: {
      MarketType: 'spot',
      SpotOptions: options.spot_price === 'auto' ? {} : { MaxPrice: options.spot_price },
    },
    TagSpecifications: specifyForTemplate({
      instance: launch.tags,
      'network-interface': launch.tags,
      volume: launch.volumeTags,
    }),
  };
}

function specifyForTemplate(kinds: Readonly<Record<string, Tags>>): LaunchTemplateTagSpecificationRequest[] {
  return specifyTags(kinds);
}

function createFleet(
  { options, reach }: Work,
  {
    templateId,
    places,
    nonce,
  }: { readonly templateId: string; readonly places: readonly Place[]; readonly nonce: string },
): CreateFleetRequest {
  const fleetTags = joinTags(options.fleet_tags, options.fleet_tag);
  const types = options.spot_instance_types ?? [];
  const overrides = (types.length > 0 ? types : [undefined]).flatMap((type) =>
    places.map(({ subnetId, zone }) => ({
      ...(type !== undefined && { InstanceType: type as 't3.small' }),
      ...(subnetId !== undefined ? { SubnetId: subnetId } : zone !== undefined && { AvailabilityZone: zone }),
    })),
  );
  const isOpen = overrides.every((override) => Object.keys(override).length === 0);
  return {
    Type: 'instant',
    ClientToken: getToken(reach.build, 'fleet', nonce),
    LaunchTemplateConfigs: [
      {
        LaunchTemplateSpecification: { LaunchTemplateId: templateId, Version: '1' },
        ...(!isOpen && { Overrides: overrides }),
      },
    ],
    TargetCapacitySpecification: { TotalTargetCapacity: 1, DefaultTargetCapacityType: 'spot' },
    ...(options.spot_allocation_strategy && {
      SpotOptions: { AllocationStrategy: options.spot_allocation_strategy as 'lowest-price' },
    }),
    TagSpecifications: specifyTags({ fleet: getBuildTags(reach, fleetTags) }) as TagSpecification[],
  };
}

/** A fleet that got nothing says why for each type and place. */
function explain(errors: readonly CreateFleetError[]): Failure {
  const reasons = [...new Set(errors.map(({ ErrorCode: code, ErrorMessage: text }) => `${code}: ${text}`))];
  return new Failure(
    problem('AWS050', {
      detail: `The fleet got no spot instance: ${reasons.join('; ') || 'AWS does not say why'}.`,
      hint: 'Write spot_price = "auto", name more types in spot_instance_types, or take spot_price out.',
    }),
  );
}

async function tagRequest(work: Work, machine: Machine): Promise<void> {
  const tags = getSpotTags(work.options);
  const { SpotInstanceRequestId: id } = machine;
  if (id === undefined || Object.keys(tags).length === 0) return;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await ask(work, { action: 'CreateTags', what: id, isYoung: true }, (o) =>
    work.session.ec2(work.region).createTags({ Resources: [id], Tags }, o),
  );
}
