import { problem } from '../../codes';
import { convert } from '../../convert/convert';
import { Type } from '../../types/type';
import { parseType } from '../../types/type-expression';
import { Value } from '../../values/value';
import type { LazyFunction } from '../function';

export const convertFunction: LazyFunction = {
  kind: 'lazy',
  usage: 'convert(value: any, type)',
  description: 'The value converted to a type, such as list(string).',
  call(args, { expr, evaluate }) {
    const [arg, typeArg] = args;
    if (arg === undefined || typeArg === undefined || args.length > 2) {
      const code = args.length > 2 ? 'HCL303' : 'HCL302';
      const detail = 'Function "convert" expects 2 arguments: a value and a type.';
      return {
        value: Value.unknown(Type.dynamic),
        diagnostics: [problem(code, { detail, subject: expr.range })],
      };
    }
    const given = evaluate(arg);
    const wanted = parseType(typeArg);
    const diagnostics = [...given.diagnostics, ...wanted.diagnostics];
    if (diagnostics.length > 0) return { value: Value.unknown(Type.dynamic), diagnostics };
    const { value, problem: reason } = convert(wanted.value.applyDefaults(given.value), wanted.value.type);
    if (value) return { value, diagnostics };
    const detail = `Invalid value for "value" parameter: ${reason}.`;
    return {
      value: Value.unknown(wanted.value.type),
      diagnostics: [problem('HCL304', { detail, subject: arg.range, context: expr.range })],
    };
  },
};
