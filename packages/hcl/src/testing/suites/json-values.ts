import { convert } from '../../convert/convert';
import { readJson } from '../../values/json-read';
import { jsonText } from '../../values/json-text';
import { type TypeField, typeOf } from '../golden-type';
import { describe, describeType, type GoldenValue, readValue } from '../golden-value';
import { type Suite, tableSuite } from '../suite';

export const jsonValueSuites: readonly Suite[] = [
  tableSuite<{ readonly Input: string; readonly Want: TypeField }>(
    'cty-json/TestImpliedType',
    ({ Input, Want }) => ({ got: describeType(readJson(Input).type), want: describeType(typeOf(Want)) }),
  ),
  tableSuite<{ readonly Input: GoldenValue; readonly JSON: string; readonly Want: GoldenValue }>(
    'cty-json/TestSimpleJSONValue',
    ({ Input, JSON: text, Want }) => ({
      got: `${jsonText(readValue(Input))} ${describe(readJson(text))}`,
      want: `${text} ${describe(readValue(Want))}`,
    }),
  ),
  tableSuite<{
    readonly Value: GoldenValue;
    readonly Type: TypeField;
    readonly DecVal: GoldenValue;
    readonly Want: string;
  }>('cty-json/TestValueJSONable', (row) => {
    const type = typeOf(row.Type);
    const written = convert(readValue(row.Value), type).value;
    const read = convert(readJson(row.Want), type).value;
    return {
      got: `${written && jsonText(written)} ${read && describe(read)}`,
      want: `${row.Want} ${describe(readValue(row.DecVal))}`,
    };
  }),
  tableSuite<{
    readonly Value: GoldenValue;
    readonly TargetTy: TypeField;
    readonly Want: GoldenValue;
    readonly Err: string;
  }>('stdlib/TestTo', ({ Value, TargetTy, Want, Err }) => {
    const { value } = convert(readValue(Value), typeOf(TargetTy));
    return { got: value ? describe(value) : '!', want: Err ? '!' : describe(readValue(Want)) };
  }),
];
