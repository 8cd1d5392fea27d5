import type { Value } from '@strata/hcl';

/** What stands where something must not be shown. */
export const MASK = '<sensitive>';

/** Whether a value without parts must be masked. Nothing can be learnt from an empty text, from null or from unknown. */
export function isSecret(value: Value): boolean {
  if (!value.sensitive || value.kind === 'null' || value.kind === 'unknown') return false;
  return value.kind !== 'string' || value.string !== '';
}

/** The parts of a sensitive value are sensitive too. */
export function passOn(value: Value, part: Value): Value {
  return value.sensitive && !part.sensitive ? { ...part, sensitive: true } : part;
}
