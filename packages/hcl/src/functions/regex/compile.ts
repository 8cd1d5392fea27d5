import { RE2JS } from 're2js';
import { failArgument } from '../failure';

/** RE2: no look-around, no back references, and never more than linear time, whatever the pattern. */
export function compile(pattern: string, argument: number): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return failArgument(
      argument,
      `invalid regexp pattern: ${(error as Error).message.replace(/^error parsing regexp: /, '')}`,
    );
  }
}
