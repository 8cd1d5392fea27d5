import type { EnableFastLaunchRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import type { OptionsOf } from '@strata/sdk';
import type { fastLaunchSchema } from '../builders/fields/fast-launch';
import { problem } from '../codes';
import type { ImageOptions } from '../machine/image-options';
import type { MadeImage } from '../machine/made-image';
import type { Work } from '../machine/work';
import { callAws } from '../publish/call';
import { type Patience, waitFor } from '../wait';

type FastLaunch = OptionsOf<typeof fastLaunchSchema>;
type RegionTemplate = Omit<FastLaunch['region_launch_templates'][number], 'region'>;
type Options = ImageOptions & { readonly fast_launch: FastLaunch | undefined };

/** AWS launches Windows several times before the first snapshot is ready. */
const PATIENCE: Patience = { limit: 3_600_000, firstDelay: 4_000, longestDelay: 64_000 };

/** Any option but a switch that is off turns it on, as in Packer. */
function isWanted(given: FastLaunch | undefined): given is FastLaunch {
  if (!given) return false;
  const { enable_fast_launch: isOn, region_launch_templates: regions, ...rest } = given;
  return isOn || regions.length > 0 || Object.values(rest).some((value) => !!value);
}

/** Has AWS prepare snapshots of Windows: Packer's stepPrepareFastLaunchTemplate and stepEnableFastLaunch. */
export async function enableFastLaunch(work: Work<Options>, images: readonly MadeImage[]): Promise<void> {
  const given = work.options.fast_launch;
  if (!isWanted(given)) return;
  for (const image of images) {
    const own = given.region_launch_templates.find(({ region }) => region === image.region);
    if (own?.enable_fast_launch === false) continue;
    const template = own ?? (image.region === work.region ? given : undefined);
    await enable(work, image, await createRequest(work, { image, given, template }));
  }
}

interface Wish {
  readonly image: MadeImage;
  readonly given: FastLaunch;
  readonly template: RegionTemplate | undefined;
}

async function createRequest(
  work: Work<Options>,
  { image, given, template }: Wish,
): Promise<EnableFastLaunchRequest> {
  const launchTemplate = template && (await findTemplate(work, image.region, template));
  return {
    ImageId: image.id,
    ...(given.max_parallel_launches && { MaxParallelLaunches: given.max_parallel_launches }),
    ...(given.target_resource_count && {
      SnapshotConfiguration: { TargetResourceCount: given.target_resource_count },
    }),
    ...(launchTemplate && { LaunchTemplate: launchTemplate }),
  };
}

async function findTemplate({ context, session }: Work, region: string, wanted: RegionTemplate) {
  const { template_id: id, template_name: name, template_version: version } = wanted;
  if (!id && !name) return undefined;
  const request = id ? { LaunchTemplateIds: [id] } : { LaunchTemplateNames: [name ?? ''] };
  const call = { action: 'DescribeLaunchTemplates', region, what: `launch template ${id || name}` };
  const scope = { clock: context.ports.clock, signal: context.signal };
  const { LaunchTemplates: [found] = [] } = await callAws(scope, call, (o) =>
    session.ec2(region).describeLaunchTemplates(request, o),
  );
  const latest = found?.LatestVersionNumber ?? 0;
  if (version && version > latest)
    throw new Failure(
      problem('AWS032', {
        detail: `\`template_version\` is ${version}, but the newest version of ${id || name} in ${region} is ${latest}.`,
        hint: 'Take it out for the newest.',
      }),
    );
  return { LaunchTemplateId: found?.LaunchTemplateId ?? '', Version: String(version || latest) };
}

async function enable(
  { context, session }: Work,
  { id, region }: MadeImage,
  request: EnableFastLaunchRequest,
): Promise<void> {
  const { reporter } = context;
  const ec2 = session.ec2(region);
  const scope = { clock: context.ports.clock, signal: context.signal };
  reporter.say(`Enabling fast boot for AMI ${id} in region ${region}`);
  const call = { action: 'EnableFastLaunch', region, what: id, isYoung: true };
  await callAws(scope, call, (o) => ec2.enableFastLaunch(request, o));
  reporter.say(`Waiting for fast launch to become ready on AMI "${id}" in region ${region}...`);
  await waitFor(context, {
    request: { action: 'DescribeFastLaunchImages', region, what: `fast launch of ${id}` },
    describe: async () =>
      (await ec2.describeFastLaunchImages({ ImageIds: [id] }, { abortSignal: context.signal }))
        .FastLaunchImages?.[0],
    isDone: ({ State }) => State === 'enabled',
    isFailed: ({ State, StateTransitionReason: reason }) =>
      State === 'enabling-failed'
        ? { state: State, hint: 'Look at the launch template and at Sysprep.', ...(reason && { reason }) }
        : undefined,
    patience: PATIENCE,
  });
}
