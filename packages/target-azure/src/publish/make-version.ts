import type { GalleryImageVersion } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { hasAzureCode, readAzureError } from '../errors';
import { getVersionTarget } from '../machine/ids';
import type { Target } from '../resources/generic';
import { madeKind } from '../resources/made';
import { callManager, completeOperation, LateError } from '../wait';
import { chooseVersion } from './choose-version';
import type { AzureContext } from './context';
import type { Desk } from './desk';
import { ensureSource, isOwnSource } from './disk-source';
import { ensureDefinition } from './ensure-definition';
import { type FoundVersion, toFoundVersion } from './found-version';
import type { Holdings } from './holdings';
import { findVersion, getDifferences, type VersionPlan } from './plan-version';
import { assertReplicated, listWaiting } from './replication';
import type { MakeRequest } from './request';
import { changeVersion, makeNewVersion } from './version-body';
import type { VersionWish } from './wish';

export interface VersionWork {
  readonly request: MakeRequest;
  readonly plan: VersionPlan;
  readonly desk: Desk;
  readonly holdings: Holdings;
}

const HOUR = 3_600_000;
/** Copies of large disks to far regions take hours. */
const replicatedWithin = 6 * HOUR;

/**
 * Sees to it that the version is there, and in all regions. As long as it is new nobody who asks for the latest gets it, and
 * it is the publication's.
 *
 * @throws Failure AZU080 with the regions that it did not get to; it is in the others, and a second run goes on with these
 */
export async function makeVersion(context: AzureContext, work: VersionWork): Promise<FoundVersion> {
  const { plan, request } = work;
  const { wish } = plan;
  const made = await (plan.found ? goOn(context, work, plan.found) : make(context, work));
  if (made.state === 'ready' && !getDifferences(wish, made).includes('regions')) return made;
  await request.log.note({ state: 'setting', key: wish.key, version: made.name });
  const body = changeVersion(made, wish, 'making');
  return writeVersion(context, { request, wish, name: made.name, body });
}

/** Lets those who ask for the latest have a version that is in all regions, though it is the publication's still. */
export async function revealVersion(
  context: AzureContext,
  { request, plan: { wish } }: Pick<VersionWork, 'request' | 'plan'>,
  made: FoundVersion,
): Promise<FoundVersion> {
  await request.log.note({ state: 'setting', key: wish.key, version: made.name });
  const body = changeVersion(made, wish, 'revealed');
  return writeVersion(context, { request, wish, name: made.name, body });
}

/** Makes a version that is in all regions be as it should be: it becomes the latest, and is the destination's. */
export async function finishVersion(
  context: AzureContext,
  { request, plan: { wish } }: Pick<VersionWork, 'request' | 'plan'>,
  made: FoundVersion,
): Promise<FoundVersion> {
  const differences = getDifferences(wish, made);
  if (differences.length === 0) return made;
  await request.log.note({ state: 'setting', key: wish.key, version: made.name });
  const body = changeVersion(made, wish, 'handed over');
  return writeVersion(context, { request, wish, name: made.name, body });
}

/** What another run has begun: waited for, and written again where it failed. */
async function goOn(
  context: AzureContext,
  { plan, request, holdings }: VersionWork,
  found: FoundVersion,
): Promise<FoundVersion> {
  const { wish } = plan;
  const place = { request, wish, name: found.name };
  await request.log.note({ state: 'replicating', key: wish.key, version: found.name });
  const settled = found.state === 'working' ? await waitForVersion(context, place) : found;
  if (settled.state === 'ready') {
    const isNew = getDifferences(wish, settled).some((each) => each === 'hand-over' || each === 'latest');
    if (isNew && settled.isExcludedFromLatest) assertReplicated(await readVersion(context, place), wish);
    return settled;
  }
  // It may have failed for its disk, which is made again then.
  const work = { request, holdings };
  if (isOwnSource(context, work, settled.raw.storageProfile?.osDiskImage?.source))
    await ensureSource(context, work);
  return writeVersion(context, { ...place, body: changeVersion(settled, wish, 'making') });
}

/** So often another name is tried when somebody else was faster. */
const mostNames = 5;

async function make(context: AzureContext, { request, desk, holdings }: VersionWork): Promise<FoundVersion> {
  const { wish } = holdings;
  const { destination } = request;
  await ensureDefinition(context, { destination, desk, holdings });
  const refused: string[] = [];
  const choose = async () => {
    const there = (await desk.versions(wish.definition)).map(({ name }) => name);
    const names = [...there, ...refused];
    return chooseVersion(wish.rule, { definition: wish.definition, names }, context.clock.now());
  };
  // Before the upload: what cannot have a name is not sent.
  await choose();
  const source = await ensureSource(context, { request, holdings });
  for (;;) {
    const name = await choose();
    await request.log.note({ state: 'making', key: wish.key, version: name });
    await holdings.note(madeKind, getTarget(context, destination, { wish, name }));
    const body = makeNewVersion({ destination, wish }, { source, now: context.clock.now() });
    try {
      return await writeVersion(context, { request, wish, name, body });
    } catch (error) {
      if (!isTaken(error) || refused.length >= mostNames || wish.rule.kind === 'exact') throw error;
      refused.push(name);
      desk.forget(wish.definition);
      const other = findVersion(wish, await desk.versions(wish.definition));
      if (other) return waitForVersion(context, { request, wish, name: other.name });
    }
  }
}

function getTarget(
  { session: { subscription } }: AzureContext,
  { resourceGroup: group, gallery }: MakeRequest['destination'],
  { wish, name }: Pick<Place, 'wish' | 'name'>,
): Target {
  return getVersionTarget({ subscription, group, gallery, image: wish.definition, version: name });
}

/** Somebody made a version of this name since, or it was deleted and is kept for a while. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof Failure ? error.cause : error;
  return (
    hasAzureCode(cause, 'PropertyChangeNotAllowed') ||
    /soft-?deleted/i.test(readAzureError(cause)?.message ?? '')
  );
}

interface Place {
  readonly request: MakeRequest;
  readonly wish: VersionWish;
  readonly name: string;
}

/** Writes a version, waits until it is in all regions, and reads what has become of it. */
async function writeVersion(
  context: AzureContext,
  { body, ...place }: Place & { readonly body: GalleryImageVersion },
): Promise<FoundVersion> {
  const { resourceGroup, gallery } = place.request.destination;
  const { definition } = place.wish;
  const request = { action: 'Making the image version', what: `${definition} ${place.name}` };
  try {
    await completeOperation(context, { request, within: replicatedWithin }, () =>
      context.session
        .compute()
        .galleryImageVersions.createOrUpdate(resourceGroup, gallery, definition, place.name, body, {
          abortSignal: context.signal,
        }),
    );
  } catch (error) {
    if (error instanceof LateError) throw late(place, await readVersion(context, place));
    const cause = error instanceof Failure ? error.cause : error;
    if (!hasAzureCode(cause, 'ReplicationJobsNotCompleted', 'ReplicationFailed')) throw error;
    assertReplicated(await readVersion(context, place), place.wish);
    throw error;
  }
  const raw = await readVersion(context, place);
  assertReplicated(raw, place.wish);
  return toFoundVersion(raw);
}

async function readVersion(
  context: AzureContext,
  { request, wish, name }: Place,
): Promise<GalleryImageVersion> {
  const { resourceGroup, gallery } = request.destination;
  const { galleryImageVersions } = context.session.compute();
  const call = { action: 'Reading the image version', what: `${wish.definition} ${name}`, isYoung: true };
  return callManager(context, call, (options) =>
    galleryImageVersions.get(resourceGroup, gallery, wish.definition, name, {
      ...options,
      expand: 'ReplicationStatus',
    }),
  );
}

const firstPause = 5_000;
const longestPause = 60_000;

/** Waits for a version that another run has begun. */
async function waitForVersion(context: AzureContext, place: Place): Promise<FoundVersion> {
  const { clock, signal } = context;
  const begun = clock.now();
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    const raw = await readVersion(context, place);
    const found = toFoundVersion(raw);
    if (found.state !== 'working') return found;
    if (clock.now() - begun > replicatedWithin) throw late(place, raw);
    await clock.sleep(pause, signal);
  }
}

function late({ wish, name }: Place, raw: GalleryImageVersion): Failure {
  return new Failure(
    problem('AZU080', {
      detail: `Azure has not made the version ${name} of ${wish.definition} within six hours (${listWaiting(raw, wish).join(', ')}).`,
      hint: 'Publish again: what is made in the meantime is not made a second time.',
    }),
  );
}
