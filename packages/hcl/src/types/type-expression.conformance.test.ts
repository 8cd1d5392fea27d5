import { convert } from '../convert/convert';
import { parseExpression } from '../parse/parse';
import { describeConformance, expectAgreement, upstreamCases } from '../testing/conformance';
import {
  describeType,
  type GoldenType,
  type GoldenValue,
  readType,
  readValue,
  describe as show,
} from '../testing/golden-value';
import { applyDefaults, type Defaults } from './defaults';
import { parseType } from './type-expression';

interface GoldenDefaults {
  readonly DefaultValues: Readonly<Record<string, GoldenValue>> | null;
  readonly Children: Readonly<Record<string, GoldenDefaults>> | null;
  readonly Type: { readonly $ctytype: GoldenType };
}

function defaultsOf({ DefaultValues, Children }: GoldenDefaults): Defaults {
  return {
    values: new Map(Object.entries(DefaultValues ?? {}).map(([name, value]) => [name, readValue(value)])),
    children: new Map(Object.entries(Children ?? {}).map(([name, child]) => [name, defaultsOf(child)])),
  };
}

const folder = 'hashicorp__hcl__v2__ext__typeexpr/';

describeConformance('type expressions agree with upstream', () => {
  test('in their types and problems', () => {
    interface Case {
      readonly Source: string;
      readonly Constraint: boolean;
      readonly Want: { readonly $ctytype: GoldenType };
      readonly WantError: string;
    }
    const rows = upstreamCases<Case>(`${folder}TestGetType`).filter(
      ({ Constraint, Source }) => Constraint || !/any|optional/.test(Source),
    );
    const outcomes = rows.map(({ Source, Want, WantError }) => {
      const { value, diagnostics } = parseType(parseExpression(Source, 'test').value);
      const type = describeType(value.type);
      return {
        name: Source,
        got: diagnostics.length > 0 ? `! ${diagnostics[0]?.detail}` : type,
        want: WantError ? `! ${WantError}` : describeType(readType(Want.$ctytype)),
      };
    });
    expectAgreement(outcomes, {
      'here a second argument of optional is a default value': [
        'object({name=string,meta=optional(string, "hello")})',
      ],
    });
  });

  test('in the defaults that they apply', () => {
    interface Case {
      readonly key: string;
      readonly defaults: GoldenDefaults;
      readonly value: GoldenValue;
      readonly want: GoldenValue;
    }
    const outcomes = upstreamCases<Case>(`${folder}TestDefaults_Apply`).map(
      ({ key, defaults, value, want }) => {
        const type = readType(defaults.Type.$ctytype);
        const converted = (of: GoldenValue, apply: boolean) => {
          const given = readValue(of);
          const result = convert(apply ? applyDefaults(given, defaultsOf(defaults)) : given, type);
          return result.value ? show(result.value) : `! ${result.problem}`;
        };
        return { name: key, got: converted(value, true), want: converted(want, false) };
      },
    );
    expectAgreement(outcomes, {
      'the value is no collection of one type any more, so the message is nearer to the mistake': [
        'applies default safely where possible when types mismatch',
      ],
    });
  });
});
