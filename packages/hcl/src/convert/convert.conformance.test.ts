import { describeConformance, expectAgreement, upstreamCases } from '../testing/conformance';
import {
  describeType,
  type GoldenType,
  type GoldenValue,
  readType,
  readValue,
  describe as show,
} from '../testing/golden-value';
import { compareTypes } from './compare-types';
import { convert } from './convert';
import { mismatchMessage } from './mismatch';
import { unifyTypes } from './unify';

interface GoldenTypeField {
  readonly $ctytype: GoldenType;
}

const folder = 'zclconf__go-cty__cty__convert/';
const typeOf = (field: GoldenTypeField) => readType(field.$ctytype);

describeConformance('conversion agrees with upstream', () => {
  test('of values', () => {
    interface Case {
      readonly Value: GoldenValue;
      readonly Type: GoldenTypeField;
      readonly Want: GoldenValue;
      readonly WantError: string;
    }
    const outcomes = upstreamCases<Case>(`${folder}TestConvert`).map((row, i) => {
      const { value, problem } = convert(readValue(row.Value), typeOf(row.Type));
      const want = row.WantError ? `! ${row.WantError}` : show(readValue(row.Want));
      return { name: String(i), got: value ? show(value) : `! ${problem}`, want };
    });
    expectAgreement(outcomes, leftOut);
  });

  test('of types to a common one', () => {
    interface Case {
      readonly Input: readonly GoldenTypeField[];
      readonly WantType: GoldenTypeField;
    }
    const outcomes = upstreamCases<Case>(`${folder}TestUnify`).map(({ Input, WantType }, i) => {
      const type = unifyTypes(Input.map(typeOf), false);
      const want = WantType.$ctytype === null ? 'none' : describeType(typeOf(WantType));
      return { name: String(i), got: type ? describeType(type) : 'none', want };
    });
    expectAgreement(outcomes);
  });

  test('in telling why it is impossible', () => {
    interface Case {
      readonly GotType: GoldenTypeField;
      readonly WantType: GoldenTypeField;
      readonly WantMsg: string;
    }
    const outcomes = upstreamCases<Case>(`${folder}TestMismatchMessage`).map((row, i) => ({
      name: String(i),
      got: mismatchMessage(typeOf(row.GotType), typeOf(row.WantType)),
      want: row.WantMsg,
    }));
    expectAgreement(outcomes);
  });

  test('in which of two types is the more general', () => {
    interface Case {
      readonly A: GoldenTypeField;
      readonly B: GoldenTypeField;
      readonly Want: number;
    }
    const outcomes = upstreamCases<Case>(`${folder}TestCompareTypes`).map(({ A, B, Want }, i) => ({
      name: String(i),
      got: String(compareTypes(typeOf(A), typeOf(B))),
      want: String(Want),
    }));
    expectAgreement(outcomes);
  });
});

const leftOut: Readonly<Record<string, readonly string[]>> = {
  'of an unknown value upstream may know that it is not null, and then how long it is': [
    '135',
    '139',
    '141',
    '143',
    '145',
  ],
  'values whose own type has optional attributes do not exist here': ['133'],
};
