import { getVisible } from '@strata/diagnostics';
import type { Json } from '../match/json';

/** So much of a value is shown in a sentence. */
const MAX_SHOWN = 300;

/** A value in one line, without what would act on a terminal. */
export function showValue(value: Json): string {
  const text = getVisible(JSON.stringify(value));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
