import { Type, Value } from '@strata/hcl';
import type { InputReference } from '@strata/sdk';

/** The type of `.layers` and `.files`: only an option that takes an input can use such a value. */
const INPUT = Type.capsule('the content of another project');

/** A handle on what another project makes, to be passed on by expressions. */
export function createInput(reference: InputReference): Value {
  return Value.capsule(INPUT, reference);
}

/** The reference that a handle stands for; undefined when the value is none. */
export function getInput(value: Value): InputReference | undefined {
  if (value.kind !== 'capsule' || !Type.equals(value.type, INPUT)) return undefined;
  return value.content as InputReference;
}
