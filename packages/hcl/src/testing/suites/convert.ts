import { compareTypes } from '../../convert/compare-types';
import { convert } from '../../convert/convert';
import { mismatchMessage } from '../../convert/mismatch';
import { unifyTypes } from '../../convert/unify';
import { type TypeField, typeOf } from '../golden-type';
import { describeRefined, describeType, type GoldenValue, readValue } from '../golden-value';
import { type Suite, tableSuite } from '../suite';

export const convertSuites: readonly Suite[] = [
  tableSuite<{
    readonly Value: GoldenValue;
    readonly Type: TypeField;
    readonly Want: GoldenValue;
    readonly WantError: string;
  }>('convert/TestConvert', (row) => {
    const { value, problem } = convert(readValue(row.Value), typeOf(row.Type));
    return {
      got: value ? describeRefined(value) : `! ${problem}`,
      want: row.WantError ? `! ${row.WantError}` : describeRefined(readValue(row.Want)),
    };
  }),
  tableSuite<{ readonly Input: readonly TypeField[]; readonly WantType: TypeField }>(
    'convert/TestUnify',
    ({ Input, WantType }) => {
      const type = unifyTypes(Input.map(typeOf), false);
      return {
        got: type ? describeType(type) : 'none',
        want: WantType.$ctytype === null ? 'none' : describeType(typeOf(WantType)),
      };
    },
  ),
  tableSuite<{ readonly GotType: TypeField; readonly WantType: TypeField; readonly WantMsg: string }>(
    'convert/TestMismatchMessage',
    ({ GotType, WantType, WantMsg }) => ({
      got: mismatchMessage(typeOf(GotType), typeOf(WantType)),
      want: WantMsg,
    }),
  ),
  tableSuite<{ readonly A: TypeField; readonly B: TypeField; readonly Want: number }>(
    'convert/TestCompareTypes',
    ({ A, B, Want }) => ({ got: String(compareTypes(typeOf(A), typeOf(B))), want: String(Want) }),
  ),
];
