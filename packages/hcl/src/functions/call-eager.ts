import { convert } from '../convert/convert';
import { type Context, report, spendRounds } from '../evaluate/context';
import { evaluateIn } from '../evaluate/evaluate';
import type { CallExpression, Expression } from '../syntax/ast';
import { quote } from '../text/quote';
import { Type } from '../types/type';
import { isSensitive } from '../values/inspect';
import { Value } from '../values/value';
import { startOf } from './call-range';
import { FunctionFailure } from './failure';
import type { EagerFunction, Parameter } from './function';
import { invoke } from './invoke';
import { signatureOf } from './signature';

interface Call {
  readonly args: readonly Expression[];
  readonly context: Context;
}

/** Evaluates and converts the arguments and calls the function; every problem becomes a diagnostic at its argument. */
export function callEager(definition: EagerFunction, expr: CallExpression, { args, context }: Call): Value {
  if (!validateCount(definition, expr, { args, context })) return Value.unknown(Type.dynamic);
  const before = context.diagnostics.length;
  const values = evaluateArguments(definition, expr, { args, context });
  if (context.diagnostics.length > before) return Value.unknown(Type.dynamic);
  try {
    if (!spend(definition, values, { expr, context })) return Value.unknown(Type.dynamic);
    return invoke(definition, values);
  } catch (error) {
    if (error instanceof RangeError) reportTooLarge(expr, context);
    else if (error instanceof FunctionFailure)
      reportFailure(shown(error, values), definition, { expr, args, context });
    else throw error;
    return Value.unknown(Type.dynamic);
  }
}

function spend(
  { rounds }: EagerFunction,
  values: readonly Value[],
  { expr, context }: { readonly expr: CallExpression; readonly context: Context },
): boolean {
  if (rounds === undefined || values.some(({ kind }) => kind === 'unknown' || kind === 'null')) return true;
  return spendRounds(context, rounds(values), expr.range);
}

/** JavaScript's own limits: a text of half a billion characters, a list of four billion elements. */
function reportTooLarge({ name, range }: CallExpression, context: Context): void {
  report(context, 'HCL130', {
    detail: `The result of function ${quote(name)} is too large.`,
    subject: range,
  });
}

export function parameterAt({ parameters, variadic }: EagerFunction, index: number): Parameter {
  return (parameters[index] ?? variadic) as Parameter;
}

function hintFor({ name }: CallExpression, definition: EagerFunction): string {
  return `It is called as ${signatureOf(name, definition)}.`;
}

function validateCount(definition: EagerFunction, expr: CallExpression, { args, context }: Call): boolean {
  const { parameters, variadic } = definition;
  const name = quote(expr.name);
  const missing = parameters[args.length];
  if (missing) {
    const least = variadic ? ' at least' : '';
    report(context, 'HCL302', {
      detail: `Function ${name} expects${least} ${parameters.length} argument(s). Missing value for ${quote(missing.name)}.`,
      subject: expr.closeRange,
      context: expr.range,
      hint: hintFor(expr, definition),
    });
    return false;
  }
  const extra = variadic ? undefined : args[parameters.length];
  if (extra) {
    report(context, 'HCL303', {
      detail: `Function ${name} expects only ${parameters.length} argument(s).`,
      subject: extra.range,
      context: expr.range,
      hint: hintFor(expr, definition),
    });
  }
  return extra === undefined;
}

/** An argument that is expanded may be a list of a million; that it does not fit need not be found a million times. */
const mostRefused = 20;

function evaluateArguments(
  definition: EagerFunction,
  expr: CallExpression,
  { args, context }: Call,
): readonly Value[] {
  const values: Value[] = [];
  let refused = 0;
  for (const [i, arg] of args.entries()) {
    const value = evaluateArgument(arg, parameterAt(definition, i), { definition, expr, context });
    if (value) values.push(value);
    else if (++refused === mostRefused) break;
  }
  return values;
}

interface Called {
  readonly definition: EagerFunction;
  readonly expr: CallExpression;
  readonly context: Context;
}

/** Undefined when the value does not fit, which is told. */
function evaluateArgument(
  arg: Expression,
  parameter: Parameter,
  { definition, expr, context }: Called,
): Value | undefined {
  const value = evaluateIn(arg, context);
  const converted = convert(value, parameter.type);
  if (converted.value) return converted.value;
  report(context, 'HCL304', {
    detail: `Invalid value for ${quote(parameter.name)} parameter: ${converted.problem}.`,
    subject: arg.range,
    context: expr.range,
    hint: hintFor(expr, definition),
  });
  return undefined;
}

/** Characters of a message from its start and its end: the argument that it repeats may be a book. */
const shownOfStart = 600;
const shownOfEnd = 300;

/** What a function says of a secret argument may hold a part of it. */
function shown({ message, argument }: FunctionFailure, values: readonly Value[]): FunctionFailure {
  const isTooLong = message.length > shownOfStart + shownOfEnd;
  const text = values.some(isSensitive)
    ? 'the reason is not shown, because an argument is sensitive'
    : isTooLong
      ? `${message.slice(0, shownOfStart)} […] ${message.slice(-shownOfEnd)}`
      : message;
  return new FunctionFailure(text, argument);
}

function reportFailure(
  { argument, message }: FunctionFailure,
  definition: EagerFunction,
  { expr, args, context }: Call & { readonly expr: CallExpression },
): void {
  const arg = argument === undefined ? undefined : args[argument];
  if (arg === undefined) {
    report(context, 'HCL305', {
      detail: `Call to function ${quote(expr.name)} failed: ${message}.`,
      subject: startOf(expr),
      context: expr.range,
    });
    return;
  }
  report(context, 'HCL304', {
    detail: `Invalid value for ${quote(parameterAt(definition, argument as number).name)} parameter: ${message}.`,
    subject: arg.range,
    context: expr.range,
  });
}
