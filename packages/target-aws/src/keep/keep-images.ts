import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { KeepAct } from '@strata/sdk/keep';
import type { AwsContext } from '../publish/context';
import type { LeftSnapshot } from './left-snapshots';
import { type AwsDecision, lookAtRegion, type RegionLook } from './look-at-region';
import { merge } from './merge';
import { quarantineImage } from './quarantine-image';
import { removeImage } from './remove-image';
import { removeSnapshot } from './remove-snapshot';
import type { AwsKeepRequest } from './request';
import { restoreImage } from './restore-image';
import type { KeepTarget, Remainder } from './target';

/** What looking after images of a destination means today. */
export interface AwsKeeping {
  readonly decisions: readonly AwsDecision[];
  /** Snapshots of images that are gone, which are removed too. */
  readonly snapshots: readonly LeftSnapshot[];
  /**
   * Does it, one thing at a time in each region, as AWS takes five changes a second. Each region is looked at once more before: what is not decided the same way again is left for another
   * run. What fails keeps nobody from the rest.
   */
  apply(): AsyncGenerator<AwsKeepOutcome>;
}

/** How it went with an image or a snapshot. */
export interface AwsKeepOutcome {
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly act: KeepAct;
  readonly state: 'done' | 'left' | 'failed';
  /** What is still there, and why; undefined when all is as it should be. */
  readonly told: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at all regions of a destination, side by side. Changes nothing. */
export async function prepareKeeping(context: AwsContext, request: AwsKeepRequest): Promise<AwsKeeping> {
  const { region: home, regions } = request.destination;
  const looks = await Promise.all(
    [...new Set([home, ...regions])].map((region) => lookAtRegion(context, request, region)),
  );
  return {
    decisions: looks.flatMap(({ decisions }) => decisions),
    snapshots: looks.flatMap(({ snapshots }) => snapshots),
    apply: () => merge(looks.map((look) => applyToRegion(context, request, look))),
  };
}

async function* applyToRegion(
  context: AwsContext,
  request: AwsKeepRequest,
  look: RegionLook,
): AsyncGenerator<AwsKeepOutcome> {
  const acts = look.decisions.filter(isAct);
  if (acts.length + look.snapshots.length === 0) return;
  const again = await lookAtRegion(context, request, look.region);
  for (const decision of acts) yield await applyDecision(context, request, { decision, again });
  const left = new Set(again.snapshots.map(({ id }) => id));
  for (const snapshot of look.snapshots)
    if (left.has(snapshot.id)) yield await applyToSnapshot(context, request, snapshot);
}

function isAct({ act }: AwsDecision): boolean {
  return works[act] !== undefined;
}

async function applyDecision(
  context: AwsContext,
  request: AwsKeepRequest,
  { decision: { act, image }, again }: { readonly decision: AwsDecision; readonly again: RegionLook },
): Promise<AwsKeepOutcome> {
  const { region } = again;
  const subject = { region, id: image.id, name: image.name, act };
  const same = again.decisions.find((each) => each.image.id === image.id && each.act === act);
  const work = works[act];
  if (!same || !work) {
    const told = 'it was decided otherwise in the meantime';
    return { ...subject, state: 'left', told, diagnostics: [] };
  }
  const target = { region, destination: request.destination, image: same.found };
  return note(context, request, subject, () => work(context, target));
}

type Work = (context: AwsContext, target: KeepTarget) => Promise<Remainder>;

/** What is done for each decision; nothing for the others. */
const works: Readonly<Record<KeepAct, Work | undefined>> = {
  keep: undefined,
  wait: undefined,
  quarantine: quarantineImage,
  restore: restoreImage,
  remove: removeImage,
};

function applyToSnapshot(
  context: AwsContext,
  request: AwsKeepRequest,
  snapshot: LeftSnapshot,
): Promise<AwsKeepOutcome> {
  const { id, region, image } = snapshot;
  const subject = { region, id, name: `snapshot of ${image}`, act: 'remove' } as const;
  return note(context, request, subject, () => removeSnapshot(context, snapshot));
}

/** Writes down what begins, and how it ended. */
async function note(
  context: AwsContext,
  { log }: AwsKeepRequest,
  subject: Pick<AwsKeepOutcome, 'region' | 'id' | 'name' | 'act'>,
  work: () => Promise<Remainder>,
): Promise<AwsKeepOutcome> {
  await log.note({ ...subject, state: 'begun' });
  try {
    const told = await work();
    await log.note({ ...subject, state: 'done', ...(told !== undefined && { told }) });
    return { ...subject, state: told === undefined ? 'done' : 'left', told, diagnostics: [] };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    await log.note({ ...subject, state: 'failed', told: error.message });
    return { ...subject, state: 'failed', told: undefined, diagnostics: error.diagnostics };
  }
}
