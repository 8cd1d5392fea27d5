import { convert } from '../../convert/convert';
import { parseExpression } from '../../parse/parse';
import { conforms } from '../../types/conforms';
import { applyDefaults, type Defaults } from '../../types/defaults';
import { Type } from '../../types/type';
import { parseType } from '../../types/type-expression';
import { hasDynamic, withoutOptional } from '../../types/walk';
import { type TypeField, typeOf } from '../golden-type';
import { describeRefined, describeType, type GoldenValue, readValue } from '../golden-value';
import { dataText, type Suite, tableSuite } from '../suite';

interface GoldenDefaults {
  readonly DefaultValues: Readonly<Record<string, GoldenValue>> | null;
  readonly Children: Readonly<Record<string, GoldenDefaults>> | null;
  readonly Type: TypeField;
}

function defaultsOf({ DefaultValues, Children }: GoldenDefaults): Defaults {
  return {
    values: new Map(Object.entries(DefaultValues ?? {}).map(([name, value]) => [name, readValue(value)])),
    children: new Map(Object.entries(Children ?? {}).map(([name, child]) => [name, defaultsOf(child)])),
  };
}

interface TypeRow {
  readonly Source: string;
  readonly Constraint: boolean;
  readonly Want: TypeField;
  readonly WantError: string;
}

function convertWith(value: Value, type: Type): string {
  const result = convert(value, type);
  return result.value ? describeRefined(result.value) : `! ${result.problem}`;
}

type Value = ReturnType<typeof readValue>;

interface DefaultsRow {
  readonly defaults: GoldenDefaults;
  readonly value: GoldenValue;
  readonly want: GoldenValue;
}

/** Defaults in the form of the table, whose empty parts are null. */
function describeDefaults(defaults: Defaults | undefined): unknown {
  if (defaults === undefined) return null;
  const { values, children } = defaults;
  return {
    values: Object.fromEntries([...values].map(([name, value]) => [name, describeRefined(value)])),
    children: Object.fromEntries([...children].map(([name, child]) => [name, describeDefaults(child)])),
  };
}

const equality = (table: string) =>
  tableSuite<{ readonly LHS: TypeField; readonly RHS: TypeField; readonly Expected: boolean }>(
    table,
    ({ LHS, RHS, Expected }) => ({
      got: String(Type.equals(typeOf(LHS), typeOf(RHS))),
      want: String(Expected),
    }),
  );

export const typeSuites: readonly Suite[] = [
  tableSuite<TypeRow>('typeexpr/TestGetType', ({ Source, Constraint, Want, WantError }) => {
    const { value, diagnostics } = parseType(parseExpression(Source, 'test').value);
    return {
      name: `${Constraint ? 'constraint ' : ''}${Source}`,
      got: diagnostics.length > 0 ? `! ${diagnostics[0]?.detail}` : describeType(value.type),
      want: WantError ? `! ${WantError}` : describeType(typeOf(Want)),
    };
  }),
  tableSuite<{
    readonly Source: string;
    readonly Want: GoldenDefaults | null;
    readonly WantError: string;
  }>('typeexpr/TestGetTypeDefaults', ({ Source, Want, WantError }) => {
    const { value, diagnostics } = parseType(parseExpression(Source, 'test').value);
    return {
      got: diagnostics[0]?.detail ?? dataText(describeDefaults(value.defaults)),
      want: WantError || dataText(describeDefaults(Want ? defaultsOf(Want) : undefined)),
    };
  }),
  tableSuite<DefaultsRow>('typeexpr/TestDefaults_Apply', ({ defaults, value, want }) => {
    const type = typeOf(defaults.Type);
    return {
      got: convertWith(applyDefaults(readValue(value), defaultsOf(defaults)), type),
      want: convertWith(readValue(want), type),
    };
  }),
  tableSuite<{ readonly Given: TypeField; readonly Receiver: TypeField; readonly Conforms: boolean }>(
    'cty/TestTypeTestConformance',
    ({ Given, Receiver, Conforms }) => ({
      got: String(conforms(typeOf(Receiver), typeOf(Given))),
      want: String(Conforms),
    }),
  ),
  tableSuite<{ readonly ty: TypeField; readonly expected: boolean }>(
    'cty/TestHasDynamicTypes',
    ({ ty, expected }) => ({ got: String(hasDynamic(typeOf(ty))), want: String(expected) }),
  ),
  tableSuite<{ readonly ty: TypeField; readonly expected: TypeField }>(
    'cty/TestWithoutOptionalAttributesDeep',
    ({ ty, expected }) => ({
      got: describeType(withoutOptional(typeOf(ty))),
      want: describeType(typeOf(expected)),
    }),
  ),
  equality('cty/TestObjectTypeEquals'),
  equality('cty/TestTupleTypeEquals'),
];
