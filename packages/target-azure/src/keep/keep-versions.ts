import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { KeepAct } from '@strata/sdk/keep';
import type { AzureContext } from '../publish/context';
import { LateError } from '../wait';
import { type AzureDecision, lookAtGallery } from './look-at-gallery';
import { removeVersion } from './remove-version';
import type { AzureKeepRequest } from './request';
import { quarantineVersion, restoreVersion } from './set-aside';
import type { Remainder, VersionTarget } from './version-place';

/** What looking after the versions of a destination means today. */
export interface AzureKeeping {
  readonly decisions: readonly AzureDecision[];
  /**
   * Does it, one version at a time. The gallery is looked at once more before: what is not decided the same way again is left
   * for another run. What fails keeps nobody from the rest.
   */
  apply(): AsyncGenerator<AzureKeepOutcome>;
}

/** How it went with a version. */
export interface AzureKeepOutcome {
  /** The gallery. */
  readonly place: string;
  /** Of the resource. */
  readonly id: string;
  readonly name: string;
  readonly act: KeepAct;
  readonly state: 'done' | 'left' | 'failed';
  /** Why something is left; undefined when all is as it should be. */
  readonly told: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Looks at the gallery of a destination. Changes nothing.
 *
 * @throws Failure when Azure does not tell what is there, or who uses it
 */
export async function prepareKeeping(
  context: AzureContext,
  request: AzureKeepRequest,
): Promise<AzureKeeping> {
  const decisions = await lookAtGallery(context, request);
  return { decisions, apply: () => apply(context, request, decisions) };
}

type Work = (context: AzureContext, target: VersionTarget) => Promise<Remainder>;

/** What is done for each decision; nothing for the others. */
const works: Readonly<Record<KeepAct, Work | undefined>> = {
  keep: undefined,
  wait: undefined,
  quarantine: quarantineVersion,
  restore: restoreVersion,
  remove: removeVersion,
};

async function* apply(
  context: AzureContext,
  request: AzureKeepRequest,
  decisions: readonly AzureDecision[],
): AsyncGenerator<AzureKeepOutcome> {
  const acts = decisions.filter(({ act }) => works[act]);
  if (acts.length === 0) return;
  const again = await lookAtGallery(context, request);
  for (const { act, image } of acts) {
    const { place, id, name } = image;
    const same = again.find((each) => each.image.id === id && each.act === act);
    const told = 'it was decided otherwise in the meantime';
    if (same) yield await carryOut(context, request, same);
    else yield { ...{ place, id, name, act, told }, state: 'left', diagnostics: [] };
  }
}

/** Writes down what begins, does it, and writes down how it ended. */
async function carryOut(
  context: AzureContext,
  { destination, log }: AzureKeepRequest,
  { act, image: { place, id, name }, found, definition }: AzureDecision,
): Promise<AzureKeepOutcome> {
  const line = { gallery: place, id, act };
  const subject = { place, id, name, act };
  await log.note({ ...line, state: 'begun' });
  try {
    const told = await works[act]?.(context, { destination, definition, decided: found });
    await log.note({ ...line, state: 'done', ...(told !== undefined && { told }) });
    return { ...subject, state: told === undefined ? 'done' : 'left', told, diagnostics: [] };
  } catch (error) {
    context.signal.throwIfAborted();
    const { cause } = error instanceof Failure ? error : { cause: error };
    if (cause instanceof LateError) {
      const told = 'Azure is still at it; the next run looks again';
      await log.note({ ...line, state: 'done', told });
      return { ...subject, state: 'left', told, diagnostics: [] };
    }
    if (!(error instanceof Failure)) throw error;
    await log.note({ ...line, state: 'failed', told: error.message });
    return { ...subject, state: 'failed', told: undefined, diagnostics: error.diagnostics };
  }
}
