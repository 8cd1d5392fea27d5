import type { RE2JS } from 're2js';
import { failArgument } from '../failure';

/** RE2: no look-around, no back references, and never more than linear time, whatever the pattern. */
export function compile(pattern: string, argument: number): RE2JS {
  // Large, and needed by few templates: loaded when one calls for it.
  const engine = (require('re2js') as typeof import('re2js')).RE2JS;
  try {
    return engine.compile(pattern);
  } catch (error) {
    return failArgument(
      argument,
      `invalid regexp pattern: ${(error as Error).message.replace(/^error parsing regexp: /, '')}`,
    );
  }
}
