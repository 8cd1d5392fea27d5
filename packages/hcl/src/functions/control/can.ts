import { problem } from '../../codes';
import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { startOf } from '../call-range';
import type { LazyFunction } from '../function';
import { dependsOnUnknown } from './try';

export const can: LazyFunction = {
  kind: 'lazy',
  usage: 'can(expression)',
  description: 'Whether the argument can be evaluated without an error.',
  call([arg, extra], call) {
    if (arg === undefined || extra !== undefined) {
      const detail = 'Call to function "can" failed: exactly one argument is required.';
      return {
        value: Value.unknown(Type.bool),
        diagnostics: [problem('HCL305', { detail, subject: startOf(call.expr) })],
      };
    }
    const { value, diagnostics } = call.evaluate(arg);
    if (diagnostics.length === 0 && isWhollyKnown(value)) return { value: Value.bool(true), diagnostics: [] };
    if (dependsOnUnknown(arg, call)) return { value: Value.unknown(Type.bool), diagnostics: [] };
    return { value: Value.bool(diagnostics.length === 0), diagnostics: [] };
  },
};
