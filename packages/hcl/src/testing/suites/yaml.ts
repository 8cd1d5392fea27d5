import { convert } from '../../convert/convert';
import { readYaml, YamlProblem } from '../../functions/encoding/yaml/read';
import { writeYaml } from '../../functions/encoding/yaml/write';
import type { Value } from '../../values/value';
import { type TypeField, typeOf } from '../golden-type';
import { describe, describeType, type GoldenValue, readValue } from '../golden-value';
import { type Suite, tableSuite } from '../suite';

interface Row {
  readonly src: string;
  readonly ty?: TypeField;
  readonly want: unknown;
  readonly wantErr: string;
}

interface WrittenRow {
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

export const yamlSuites: readonly Suite[] = [
  tableSuite<Row>('cty-yaml/TestUnmarshal', ({ src, ty, want, wantErr }) => {
    const value = read(src);
    const converted = value && convert(value, typeOf(ty as TypeField)).value;
    return {
      got: converted ? describe(converted) : '!',
      want: wantErr ? '!' : describe(readValue(want as GoldenValue)),
    };
  }),
  tableSuite<Row>('cty-yaml/TestImpliedType', ({ src, want, wantErr }) => {
    const value = read(src);
    return {
      got: value ? describeType(value.type) : '!',
      want: wantErr ? '!' : describeType(typeOf(want as TypeField)),
    };
  }),
  tableSuite<WrittenRow>('cty-yaml/TestMarshal', ({ conv, val, want }, index) => ({
    name: `${index}${conv.encodeAsFlow ? ' flow' : ''}`,
    got: writeYaml(readValue(val)),
    want,
  })),
];
