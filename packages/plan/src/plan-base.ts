import type { Checked, Range } from '@strata/diagnostics';
import type { Foundation, LayerBuilderDefinition } from '@strata/sdk';
import type { Json } from './canonical-json';
import { problem } from './codes';
import { getNoImage } from './contents';
import { digestJson } from './digest';
import type { Facts } from './facts';
import { getKey, type HashedInput, type ResultOptions } from './keys';
import type { BasePlan } from './plan';
import { toJson } from './result-options';

/** What a base is planned from. */
export interface BaseRequest {
  readonly builder: LayerBuilderDefinition;
  readonly options: Readonly<Record<string, unknown>>;
  readonly facts: Facts;
  readonly range: Range;
}

/** Plans what lies below the first layer; undefined when its facts are not there. */
export function planBase(request: BaseRequest): Checked<BasePlan | undefined> {
  const foundation = request.builder.foundation(request.options);
  return foundation.kind === 'image' ? planParent(foundation, request) : planOwnBase(foundation, request);
}

/** Children see a parent's content only: how it was built, and under which keys, does not reach them. */
function planParent(
  foundation: Foundation & { readonly kind: 'image' },
  { facts, range }: BaseRequest,
): Checked<BasePlan | undefined> {
  const image = facts.image(foundation.reference);
  if (!image) return { value: undefined, diagnostics: [getNoImage(foundation.reference, range)] };
  const keyInput: HashedInput = {
    part: 'image',
    partVersion: '',
    options: {} as ResultOptions,
    inputs: {
      layers: image.layers.map(({ diffId }) => diffId),
      facts: digestJson(image.base as Json),
    },
    base: '',
  };
  return { value: { kind: 'image', foundation, image, keyInput, key: getKey(keyInput) }, diagnostics: [] };
}

function planOwnBase(
  foundation: Foundation & { readonly kind: 'base' },
  { builder, facts, range }: BaseRequest,
): Checked<BasePlan | undefined> {
  const found = facts.lock(foundation.lockName);
  if (!found) {
    const detail = `images.lock.json has no entry "${foundation.lockName}", so it is open what the base consists of.`;
    const diagnostic = problem('PLN008', { detail, subject: range, hint: 'Run strata lock.' });
    return { value: undefined, diagnostics: [diagnostic] };
  }
  const options = { type: foundation.type, options: toJson(foundation.options, facts) };
  const keyInput: HashedInput = {
    part: builder.type,
    partVersion: builder.version,
    options: options as unknown as ResultOptions,
    inputs: found as Readonly<Record<string, Json>>,
    base: '',
  };
  return {
    value: { kind: 'base', foundation, facts: found, keyInput, key: getKey(keyInput) },
    diagnostics: [],
  };
}
