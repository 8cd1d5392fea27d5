import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { KeepAct } from '@strata/sdk/keep';
import type { AzureContext } from '../publish/context';
import { LateError } from '../wait';
import { quarantineCopy, removeCopy, restoreCopy } from './change-copy';
import { quarantineDisk, removeDisk, restoreDisk } from './change-disk';
import type { AzureDecision, AzureDecisions, KeepSubject } from './decision';
import { lookAtDestination } from './look-at-destination';
import { removeVersion } from './remove-version';
import type { AzureKeepRequest } from './request';
import { quarantineVersion, restoreVersion } from './set-aside';
import type { Remainder } from './version-place';

/** What looking after the images of a destination means today. */
export interface AzureKeeping extends AzureDecisions {
  /**
   * Does it, one thing at a time. All is looked at once more before: what is not decided the same way again is left for another
   * run. What fails keeps nobody from the rest.
   */
  apply(): AsyncGenerator<AzureKeepOutcome>;
}

/** How it went with a version, a copy or a disk. */
export interface AzureKeepOutcome {
  /** The gallery, the region of a copy, or the container. */
  readonly place: string;
  /** Of the version, or the name of the disk. */
  readonly id: string;
  readonly name: string;
  readonly act: KeepAct;
  readonly state: 'done' | 'left' | 'failed';
  /** Why something is left; undefined when all is as it should be. */
  readonly told: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Looks at the gallery and the disks of a destination. Changes nothing.
 *
 * @throws Failure when Azure does not tell what is there, or who uses it
 */
export async function prepareKeeping(
  context: AzureContext,
  request: AzureKeepRequest,
): Promise<AzureKeeping> {
  const decisions = await lookAtDestination(context, request);
  return { ...decisions, apply: () => apply(context, request, decisions) };
}

async function* apply(
  context: AzureContext,
  request: AzureKeepRequest,
  { versions, parts }: AzureDecisions,
): AsyncGenerator<AzureKeepOutcome> {
  const acts = [...versions, ...parts].filter(({ act }) => act !== 'keep' && act !== 'wait');
  if (acts.length === 0) return;
  const again = await lookAtDestination(context, request);
  for (const { act, image, subject } of acts) {
    const { place, id, name } = image;
    const same = [...again.versions, ...again.parts].find(
      (each) =>
        each.subject.kind === subject.kind &&
        each.image.id === id &&
        each.image.place === place &&
        each.act === act,
    );
    const told = 'it was decided otherwise in the meantime';
    if (same) yield await carryOut(context, request, same);
    else yield { ...{ place, id, name, act, told }, state: 'left', diagnostics: [] };
  }
}

const ofVersions = { quarantine: quarantineVersion, restore: restoreVersion, remove: removeVersion };
const ofCopies = { quarantine: quarantineCopy, restore: restoreCopy, remove: removeCopy };
const ofDisks = { quarantine: quarantineDisk, restore: restoreDisk, remove: removeDisk };

async function work(
  context: AzureContext,
  { destination, shelf }: AzureKeepRequest,
  { act, subject }: { readonly act: KeepAct; readonly subject: KeepSubject },
): Promise<Remainder> {
  if (act === 'keep' || act === 'wait') return undefined;
  if (subject.kind === 'disk') return shelf && ofDisks[act](context, { shelf, disk: subject.disk });
  const target = { destination, definition: subject.definition, decided: subject.found };
  if (subject.kind === 'version') return ofVersions[act](context, target);
  return ofCopies[act](context, { ...target, region: subject.region });
}

/** Writes down what begins, does it, and writes down how it ended. */
async function carryOut(
  context: AzureContext,
  request: AzureKeepRequest,
  decision: AzureDecision,
): Promise<AzureKeepOutcome> {
  const { log } = request;
  const { act, image } = decision;
  const { place, id, name } = image;
  const line = { place, id, act };
  const subject = { place, id, name, act };
  await log.note({ ...line, state: 'begun' });
  try {
    const told = await work(context, request, decision);
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
