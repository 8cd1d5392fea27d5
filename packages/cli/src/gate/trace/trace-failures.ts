import { Failure } from '@strata/diagnostics';
import { type GrowingImage, listHistory } from '@strata/layers/contents';
import type { ArtifactContext, ImageFacts } from '@strata/sdk';
import { mayKeepContent } from '../../diff/compare';
import type { Aspect } from './aspect';
import { findAspect, type TracedFailure } from './find-aspect';
import { type FoundLayer, findLayer } from './find-layer';

/** Where a failed test comes from. `never`: no layer has what it is about. */
export type Trace =
  | ({ readonly kind: 'layer' } & FoundLayer)
  | { readonly kind: 'never'; readonly name: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** For each failed test the layer that left the image as it failed. Layers are read only when some test can be traced. */
export async function traceFailures(
  context: ArtifactContext,
  image: ImageFacts,
  failures: readonly TracedFailure[],
): Promise<readonly Trace[]> {
  const aspects = failures.map(findAspect);
  const known = aspects.filter((aspect) => aspect !== undefined);
  if (known.length === 0) return failures.map((failure) => cannotBeSeen(failure));
  const history = await readHistory(context, image, known);
  return aspects.map((aspect, at) => {
    if (!aspect) return cannotBeSeen(failures[at]);
    return typeof history === 'string' ? { kind: 'unknown', reason: history } : trace(aspect, history);
  });
}

function trace(aspect: Aspect, history: GrowingImage): Trace {
  const found = findLayer(aspect, history);
  if (found) return { kind: 'layer', ...found };
  return aspect.absence === 'proof'
    ? { kind: 'never', name: aspect.name }
    : { kind: 'unknown', reason: `no file of it tells of ${aspect.name}` };
}

function cannotBeSeen(failure: TracedFailure | undefined): Trace {
  const kind = { Script: 'a script', Test: 'a program' }[failure?.label ?? ''];
  return {
    kind: 'unknown',
    reason: kind
      ? `${kind} says that it failed, and not about what, unless a comment of it does: strata-about: service=NAME`
      : 'what it asks about cannot be seen from the test',
  };
}

/** A reason where the layers cannot be read: that is no reason to tell nothing. */
async function readHistory(
  context: ArtifactContext,
  image: ImageFacts,
  aspects: readonly Aspect[],
): Promise<GrowingImage | string> {
  try {
    const artifact = { builderId: '', id: '', files: [], description: '', image };
    const wants = (path: string) => aspects.some((aspect) => aspect.wants(path));
    return await listHistory(context, { subject: { artifact }, wants, mayKeep: mayKeepContent });
  } catch (error) {
    if (error instanceof Failure)
      return `its layers cannot be read here (${error.diagnostics.map(({ code, summary }) => `${code} ${summary}`).join(', ')})`;
    throw error;
  }
}
