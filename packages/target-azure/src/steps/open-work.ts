import { randomBytes } from 'node:crypto';
import { joinTags, type MachineContext } from '@strata/sdk';
import type { ArmOptions } from '../builders/arm/schema';
import { getSystem } from '../builders/rules/virtual-machine';
import { type AzureSession, openAzureSession } from '../client';
import { toLocation } from '../machine/location';
import { createNames } from '../machine/names';
import { getBuildTags } from '../machine/tags';
import type { Place, Work } from '../machine/work';
import { describeLogin, keepSession, type Reach } from '../resources/reach';
import { type AskContext, callManager } from '../wait';

const MARK_BYTES = 4;
/** What cannot stand in a tag's value, or makes it hard to ask for. */
const FOREIGN = /[^\p{L}\p{N} +\-=._:/@]/gu;

/** Logs in, and sees to it that what will be made can be found again with the same login. */
export async function openWork(context: MachineContext, options: ArmOptions): Promise<Work> {
  const session = await openLasting(context, options);
  const ask: AskContext = { clock: context.ports.clock, signal: context.signal };
  const names = createNames(options, context.ports.environment.variables);
  // Builds of one run share its id; none may find, and remove, what another has made.
  const build = `${context.buildId}.${randomBytes(MARK_BYTES).toString('hex')}`;
  const image = context.buildName.replace(FOREIGN, '-');
  keepSession(build, session);
  const reach: Reach = { build, image, subscription: session.subscription, ...describeLogin(options) };
  return {
    ...{ context, options, session, ask, names, reach },
    system: getSystem(options) ?? 'Linux',
    place: await findPlace({ ask, options, session }, names.group),
    tags: getBuildTags(reach, getTags(options)),
  };
}

/** The template's tags. Those of a plan tell later builds what the image is billed by, as in Packer. */
function getTags({ azure_tags: map, azure_tag: blocks, plan_info: plan }: ArmOptions) {
  return {
    ...joinTags(map, blocks),
    ...(plan?.plan_name && {
      PlanInfo: plan.plan_name,
      PlanProduct: plan.plan_product ?? '',
      PlanPublisher: plan.plan_publisher ?? '',
      PlanPromotionCode: plan.plan_promotion_code ?? '',
    }),
  };
}

async function findPlace(
  { ask, options, session }: Pick<Work, 'ask' | 'options' | 'session'>,
  group: string,
): Promise<Place> {
  if (!options.build_resource_group_name)
    return { group, isOwn: true, location: toLocation(options.location ?? '') };
  const request = { action: 'Looking for the resource group', what: group };
  const found = await callManager(ask, request, (o) => session.resources().resourceGroups.get(group, o));
  return { group, isOwn: false, location: toLocation(found.location) };
}

/** A session that a cancelled build still cleans up with: only the login itself is cancelled. */
async function openLasting(context: MachineContext, options: ArmOptions): Promise<AzureSession> {
  const login = new AbortController();
  const cancel = () => login.abort(context.signal.reason);
  context.signal.throwIfAborted();
  context.signal.addEventListener('abort', cancel);
  try {
    return await openAzureSession(options, { ...context, signal: login.signal });
  } finally {
    context.signal.removeEventListener('abort', cancel);
  }
}
