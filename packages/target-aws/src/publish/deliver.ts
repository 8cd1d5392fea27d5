import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Delivery } from '@strata/sdk';
import { applySetting } from './apply-setting';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { type Holdings, openHoldings, type PublicationLedger } from './holdings';
import { makeCopy, makeHomeImage, type OpenWork, type RegionWork } from './make-image';
import { type Move, movePointers } from './move-pointers';
import { getSettings, type RegionPlan, type Setting } from './plan-region';
import type { AwsPublicationRequest, RegionImage } from './request';
import { readSharing } from './share-image';

/** An image on its way into the regions of a destination. The ledger is held until this is let go of. */
export type AwsDelivery = Delivery<readonly RegionImage[]>;

interface Delivering {
  readonly context: AwsContext;
  readonly request: AwsPublicationRequest;
  readonly works: readonly RegionWork[];
  readonly ledger: PublicationLedger;
  readonly holdings: Holdings;
  arrived: readonly RegionResult[];
  isHandedOver: boolean;
}

interface RegionResult {
  readonly plan: RegionPlan;
  readonly image: FoundImage;
}

export async function openDelivery(
  context: AwsContext,
  request: AwsPublicationRequest,
  works: readonly RegionWork[],
): Promise<AwsDelivery> {
  const ledger = await request.openLedger();
  try {
    const wishes = works.map(({ plan }) => plan.wish);
    const holdings = await openHoldings(context, { ledger, login: request.login, wishes });
    const work: Delivering = {
      ...{ context, request, works, ledger, holdings },
      arrived: [],
      isHandedOver: false,
    };
    return {
      send: () => send(work),
      reveal: () => reveal(work),
      conceal: () => settleAfter(work, () => holdings.conceal()),
      discard: () => settleAfter(work, () => ledger.undo()),
      handOver: async () => {
        await holdings.handOver(work.arrived.map(({ plan }) => plan.wish));
        work.isHandedOver = true;
      },
      finish: () => finish(work),
      [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
    };
  } catch (error) {
    await ledger[Symbol.asyncDispose]();
    throw error;
  }
}

/** What was looked up is not true any more. */
async function settleAfter<T>({ request, works }: Delivering, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    await forget(request, works);
  }
}

async function forget(
  { desk }: AwsPublicationRequest,
  all: readonly Pick<RegionWork, 'plan'>[],
): Promise<void> {
  await Promise.all(all.map(({ plan }) => desk.forget(plan.wish.region)));
}

/** Home first, then all copies side by side. A region that fails keeps nobody from the others. */
async function send(work: Delivering): Promise<readonly RegionImage[]> {
  const { context, request, works, holdings } = work;
  const [home, ...others] = works.map(
    (each): OpenWork => ({ ...each, holding: holdings.of(each.plan.wish) }),
  );
  if (!home) return [];
  const first = await bring(work, home, () => makeHomeImage(context, request, home));
  const source = { ...first.image, region: home.plan.wish.region };
  const copies = await Promise.allSettled(
    others.map((one) => bring(work, one, () => makeCopy(context, request, { ...one, source }))),
  );
  // Who ends it wants nothing of it, or goes on later.
  context.signal.throwIfAborted();
  throwAll(copies);
  // What others looked up while this was under way is not true any more, either.
  await forget(request, work.arrived);
  return works.flatMap(({ plan }) => work.arrived.filter((each) => each.plan === plan)).map(toRegionImage);
}

function toRegionImage({ plan, image }: RegionResult): RegionImage {
  return { region: plan.wish.region, id: image.id };
}

/** Sees to it that a region has the image, as it should be but for what others see of it. */
async function bring(
  work: Delivering,
  { plan }: OpenWork,
  make: () => Promise<FoundImage>,
): Promise<RegionResult> {
  const { context, request } = work;
  const { region, key } = plan.wish;
  try {
    await request.desk.forget(region);
    const result = { plan, image: await make() };
    await apply(work, result, 'hidden');
    work.arrived = [...work.arrived, result];
    return result;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Failure)
      await request.log.note({ region, key, state: 'failed', problem: error.message });
    throw error;
  }
}

/** Parameters are moved when all regions are in, so that nobody finds an image in one region and misses it in another. */
async function reveal(work: Delivering): Promise<void> {
  const { context, request, arrived, holdings, isHandedOver } = work;
  throwAll(await Promise.allSettled(arrived.map((each) => show(work, each))));
  const note = async ({ region, parameter, image, before }: Move) =>
    holdings.of({ region }).noteChannel(image, parameter, before);
  await movePointers(context, arrived, isHandedOver ? undefined : note);
  await forget(request, arrived);
}

async function show(work: Delivering, result: RegionResult): Promise<void> {
  const { context, holdings, isHandedOver } = work;
  const { plan, image } = result;
  const { wish } = plan;
  const isShared = getDue(work, result, 'seen').some(({ kind }) => kind === 'share');
  if (isShared && !isHandedOver)
    await holdings.of(wish).noteSharing(image, () => readSharing(context, wish.region, image));
  await apply(work, result, 'seen');
}

async function finish(work: Delivering): Promise<void> {
  const { request, works, arrived, holdings } = work;
  throwAll(
    await Promise.allSettled(
      arrived.map(async (each) => {
        await apply(work, each, 'handed-over');
        const { region, key } = each.plan.wish;
        await request.log.note({ region, key, state: 'in', image: each.image.id });
      }),
    ),
  );
  await forget(request, arrived);
  // What is missing somewhere is gone on with.
  if (arrived.length < works.length) return;
  for (const { summary, detail } of await holdings.clear()) request.warn(`${summary}: ${detail}`);
  await request.log.close();
}

/** @throws Failure with all that went wrong; an error that is none before that */
function throwAll(settled: readonly PromiseSettledResult<unknown>[]): void {
  const problems: Diagnostic[] = [];
  for (const each of settled) {
    if (each.status === 'fulfilled') continue;
    if (!(each.reason instanceof Failure)) throw each.reason;
    problems.push(...each.reason.diagnostics);
  }
  if (problems.length > 0) throw new Failure(problems);
}

/** When something is done with an image. */
type Stage = 'hidden' | 'seen' | 'handed-over';

/** The rest is done while nobody sees it. An image stays put aside until it is shared again: as long as it is said, that is due. */
const stages: Readonly<Partial<Record<Setting['kind'], Stage>>> = {
  share: 'seen',
  release: 'seen',
  'hand-over': 'handed-over',
  protect: 'handed-over',
};

function getDue(
  { context }: Pick<Delivering, 'context'>,
  { plan: { wish }, image }: RegionResult,
  stage: Stage,
): readonly Setting[] {
  const settings = getSettings(wish, image, context.clock.now());
  return settings.filter(({ kind }) => (stages[kind] ?? 'hidden') === stage);
}

async function apply(work: Delivering, result: RegionResult, stage: Stage): Promise<void> {
  const { context, request } = work;
  const { plan, image } = result;
  const { wish } = plan;
  const settings = getDue(work, result, stage);
  if (settings.length === 0) return;
  await request.log.note({ region: wish.region, key: wish.key, state: 'setting', image: image.id });
  for (const setting of settings) await applySetting(context, { wish, image }, setting);
}
