import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import {
  type Attribute,
  convert,
  createDefaultFunctions,
  evaluate,
  type FunctionPorts,
  nativeForm,
  parseType,
  references,
  Type,
  type TypeConstraint,
  type Value,
} from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';

/** The attributes that decide a variable's type. */
export interface Typing {
  readonly type: Attribute | undefined;
  readonly default: Attribute | undefined;
}

export interface Typed {
  readonly constraint: TypeConstraint;
  /** Text from the environment or from `-var` is taken as it is, not read as an expression. */
  readonly takesText: boolean;
  readonly default?: Value;
  /** There is a default, and it is wrong: that is told, and nobody misses a value besides. */
  readonly isDefaultWrong: boolean;
  /** Names that the default reads with `env()`. */
  readonly environment: readonly string[];
}

const ANYTHING: TypeConstraint = { type: Type.dynamic, applyDefaults: (value) => value };

/** Reads a variable's type and default, each of which may be missing. */
export function readTyping(typing: Typing, ports: FunctionPorts): Checked<Typed> {
  return collect((take) => {
    const declared = typing.type && take(parseType(nativeForm(typing.type.expr)));
    const found = typing.default && take(readDefault(typing.default, ports));
    const environment = found?.environment ?? [];
    if (!declared)
      return {
        ...getInferred(found?.value),
        environment,
        isDefaultWrong: typing.default !== undefined && !found,
      };
    const value = found?.value && take(fitDefault(found.value, declared, typing.default));
    return {
      constraint: declared,
      takesText: isText(declared.type),
      environment,
      isDefaultWrong: typing.default !== undefined && !value,
      ...(value && { default: value }),
    };
  });
}

/**
 * Without a type the default gives it. Only simple types bind: Packer would also refuse a list of another length than
 * the default's, which nobody can mean.
 */
function getInferred(value: Value | undefined): Omit<Typed, 'environment' | 'isDefaultWrong'> {
  if (!value) return { constraint: ANYTHING, takesText: true };
  const simple = ['string', 'number', 'bool'].includes(value.type.kind);
  const constraint = simple ? { ...ANYTHING, type: value.type } : ANYTHING;
  return { constraint, takesText: isText(constraint.type) && !isCollection(value), default: value };
}

function isText({ kind }: Type): boolean {
  return kind === 'string' || kind === 'number' || kind === 'dynamic';
}

function isCollection({ type }: Value): boolean {
  return type.kind === 'tuple' || type.kind === 'object';
}

function readDefault(
  { expr }: Attribute,
  ports: FunctionPorts,
): Checked<{ value: Value; environment: readonly string[] } | undefined> {
  return collect((take, report) => {
    const outside = references(expr);
    for (const { range } of outside) report(getNotConstant(range));
    if (outside.length > 0) return undefined;
    const { environment, names } = recordNames(ports.environment);
    const functions = createDefaultFunctions({ ...ports, environment });
    const { value, diagnostics } = evaluate(expr, { functions });
    take({ value, diagnostics });
    return hasErrors(diagnostics) ? undefined : { value, environment: [...names] };
  });
}

function getNotConstant(subject: Range): Diagnostic {
  return problem('TPL021', {
    detail:
      'The default of a variable cannot refer to other values; the only function it may call is env("NAME").',
    subject,
    hint: 'Use a local for a value that is made from others.',
  });
}

/** An environment that keeps the names which are looked up in it, in whichever way. */
function recordNames(environment: FunctionPorts['environment']) {
  const names = new Set<string>();
  const note =
    <T>(look: (name: string) => T) =>
    (_: unknown, name: string | symbol) => {
      names.add(String(name));
      return look(String(name));
    };
  const recording = new Proxy<FunctionPorts['environment']>(environment, {
    get: note((name) => environment[name]),
    has: note((name) => name in environment),
    getOwnPropertyDescriptor: note((name) => Object.getOwnPropertyDescriptor(environment, name)),
  });
  return { environment: recording, names };
}

function fitDefault(
  value: Value,
  constraint: TypeConstraint,
  attribute: Attribute | undefined,
): Checked<Value | undefined> {
  const fitted = fitValue(value, constraint);
  if (fitted.value) return { value: fitted.value, diagnostics: [] };
  const detail = `The default does not fit the type of the variable: ${fitted.problem}.`;
  return {
    value: undefined,
    diagnostics: [problem('TPL020', { detail, ...(attribute && { subject: attribute.expr.range }) })],
  };
}

/** The value in the variable's type, with the defaults of optional attributes. */
export function fitValue(value: Value, { type, applyDefaults }: TypeConstraint): ReturnType<typeof convert> {
  return convert(applyDefaults(value), type);
}
