import { convert } from '../../../convert/convert';
import { describeConformance, expectAgreement, upstreamCases } from '../../../testing/conformance';
import {
  describeType,
  type GoldenType,
  type GoldenValue,
  readType,
  readValue,
  describe as show,
} from '../../../testing/golden-value';
import type { Value } from '../../../values/value';
import { readYaml, YamlProblem } from './read';
import { writeYaml } from './write';

interface Case {
  readonly key: string;
  readonly src: string;
  readonly ty?: { readonly $ctytype: GoldenType };
  readonly want: unknown;
  readonly wantErr: string;
}

interface WrittenCase {
  readonly conv: { readonly encodeAsFlow: boolean };
  readonly val: GoldenValue;
  readonly want: string;
}

function read(src: string): Value | undefined {
  try {
    return readYaml(src);
  } catch (error) {
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}

describeConformance('YAML agrees with upstream', () => {
  test('in values', () => {
    const outcomes = upstreamCases<Case>('zclconf__go-cty-yaml/TestUnmarshal').map(
      ({ key, src, ty, want, wantErr }) => {
        const value = read(src);
        const converted = value && convert(value, readType(ty!.$ctytype)).value;
        return {
          name: key,
          got: converted ? show(converted) : '!',
          want: wantErr ? '!' : show(readValue(want as GoldenValue)),
        };
      },
    );
    expectAgreement(outcomes);
  });

  test('in types', () => {
    const outcomes = upstreamCases<Case>('zclconf__go-cty-yaml/TestImpliedType').map(
      ({ key, src, want, wantErr }) => {
        const value = read(src);
        const wanted = (want as { $ctytype: GoldenType }).$ctytype;
        return {
          name: key,
          got: value ? describeType(value.type) : '!',
          want: wantErr ? '!' : describeType(readType(wanted)),
        };
      },
    );
    expectAgreement(outcomes);
  });

  test('in writing', () => {
    const outcomes = upstreamCases<WrittenCase>('zclconf__go-cty-yaml/TestMarshal').map(
      ({ conv, val, want }, i) => ({
        name: `${i}${conv.encodeAsFlow ? ' flow' : ''}`,
        got: writeYaml(readValue(val)),
        want,
      }),
    );
    expectAgreement(outcomes, {
      'no function writes YAML in one line': ['10 flow', '12 flow', '16 flow', '18 flow', '20 flow'],
    });
  });
});
