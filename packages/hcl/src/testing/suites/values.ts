import { getAttribute } from '../../evaluate/attribute';
import { getIndex } from '../../evaluate/index-value';
import { elementsOf } from '../../evaluate/iterate';
import { invert, operations } from '../../evaluate/operations';
import { invoke } from '../../functions/invoke';
import { abs } from '../../functions/numbers/rounding';
import type { BinaryOperator } from '../../syntax/ast';
import { Type } from '../../types/type';
import { areIdentical } from '../../values/equality';
import { isSensitive } from '../../values/inspect';
import { marked } from '../../values/mark';
import { identityOf, setElements } from '../../values/set';
import type { Value } from '../../values/value';
import { describe, describeRefined, type GoldenValue, readValue } from '../golden-value';
import { emptyPlace } from '../place';
import { type Comparison, type Suite, tableSuite } from '../suite';

type Row = Readonly<Record<string, GoldenValue>>;

/** Two operands and the result, by the names that the table gives them. */
interface Fields {
  readonly left: string;
  readonly right: string;
  readonly want: string;
}

const sides: Fields = { left: 'LHS', right: 'RHS', want: 'Expected' };
const receiver: Fields = { left: 'Receiver', right: 'Other', want: 'Expected' };
const letters: Fields = { left: 'A', right: 'B', want: 'Want' };

/** Minus zero equals zero, and the tables write only the one. */
function withoutMinusZero(text: string): string {
  return text.replace(/-0(?![\d.])/g, '0');
}

function operate(operator: BinaryOperator, left: Value, right: Value): string {
  const result = operations[operator].compute(left, right);
  if (typeof result === 'string') return `! ${result}`;
  return withoutMinusZero(describeRefined(marked(result, isSensitive(left) || isSensitive(right))));
}

function binarySuite(table: string, operator: BinaryOperator, fields: Fields): Suite {
  return tableSuite<Row>(table, (row) => ({
    got: operate(operator, readValue(row[fields.left]!), readValue(row[fields.right]!)),
    want: describeRefined(readValue(row[fields.want]!)),
  }));
}

function unarySuite(
  table: string,
  compute: (value: Value) => Value,
  { input, want }: { input: string; want: string },
): Suite {
  return tableSuite<Row>(table, (row) => ({
    got: withoutMinusZero(describeRefined(compute(readValue(row[input]!)))),
    want: describeRefined(readValue(row[want]!)),
  }));
}

const onReceiver = { input: 'Receiver', want: 'Expected' };
const onNumber = { input: 'Input', want: 'Want' };
const negative = (value: Value) => marked(invert(value, Type.number), value);
const opposite = (value: Value) => marked(invert(value, Type.bool), value);
const absolute = (value: Value) => invoke(abs, [value]);

function compareAnswer(got: boolean, want: unknown): Comparison {
  return { got: String(got), want: String(want) };
}

interface ElementsRow {
  readonly Receiver: GoldenValue;
  readonly Stopped: boolean;
  readonly Expected: readonly { readonly Key: GoldenValue; readonly Element: GoldenValue }[];
}

/** Upstream's walk can be ended by what it calls; ours gives a list, of which the same part is compared. */
function compareElements({ Receiver, Expected, Stopped }: ElementsRow): Comparison {
  const elements = elementsOf(readValue(Receiver)) ?? [];
  const walked = Stopped ? elements.slice(0, Expected.length) : elements;
  const show = (pairs: readonly (readonly [Value, Value])[]) =>
    pairs.map((pair) => pair.map(describe).join(' → ')).join('\n');
  return {
    got: show(walked),
    want: show(Expected.map(({ Key, Element }) => [readValue(Key), readValue(Element)])),
  };
}

export const valueSuites: readonly Suite[] = [
  binarySuite('cty/TestValueAdd', '+', sides),
  binarySuite('cty/TestValueSubtract', '-', sides),
  binarySuite('cty/TestValueMultiply', '*', sides),
  binarySuite('cty/TestValueDivide', '/', sides),
  binarySuite('cty/TestValueModulo', '%', sides),
  binarySuite('cty/TestValueEquals', '==', sides),
  binarySuite('cty/TestValueAnd', '&&', receiver),
  binarySuite('cty/TestValueOr', '||', receiver),
  binarySuite('cty/TestLessThan', '<', receiver),
  binarySuite('cty/TestGreaterThan', '>', receiver),
  binarySuite('cty/TestLessThanOrEqualTo', '<=', receiver),
  binarySuite('cty/TestGreaterThanOrEqualTo', '>=', receiver),
  binarySuite('stdlib/TestAdd', '+', letters),
  binarySuite('stdlib/TestSubtract', '-', letters),
  binarySuite('stdlib/TestMultiply', '*', letters),
  binarySuite('stdlib/TestDivide', '/', letters),
  binarySuite('stdlib/TestModulo', '%', letters),
  binarySuite('stdlib/TestEqual', '==', letters),
  binarySuite('stdlib/TestAnd', '&&', letters),
  binarySuite('stdlib/TestOr', '||', letters),
  binarySuite('stdlib/TestLessThan', '<', letters),
  binarySuite('stdlib/TestGreaterThan', '>', letters),
  binarySuite('stdlib/TestLessThanOrEqualTo', '<=', letters),
  binarySuite('stdlib/TestGreaterThanOrEqualTo', '>=', letters),
  unarySuite('cty/TestValueNegate', negative, onReceiver),
  unarySuite('cty/TestValueNot', opposite, onReceiver),
  unarySuite('cty/TestValueAbsolute', absolute, onReceiver),
  unarySuite('stdlib/TestNegate', negative, onNumber),
  unarySuite('stdlib/TestNot', opposite, onNumber),
  tableSuite<Row & { readonly Expected: boolean }>('cty/TestValueRawEquals', ({ LHS, RHS, Expected }) => {
    const [left, right] = [readValue(LHS!), readValue(RHS!)];
    const sameMarks = describe(left) === describe(right) || !(isSensitive(left) || isSensitive(right));
    return compareAnswer(areIdentical(left, right) && sameMarks, Expected);
  }),
  tableSuite<Row>('cty/TestValueIndex', ({ Collection, Key, Expected }) => ({
    got: describeRefined(getIndex(readValue(Collection!), readValue(Key!), emptyPlace())),
    want: describeRefined(readValue(Expected!)),
  })),
  tableSuite<{ readonly Object: GoldenValue; readonly AttrName: string; readonly Expected: GoldenValue }>(
    'cty/TestValueGetAttr',
    ({ Object: object, AttrName, Expected }) => ({
      got: describeRefined(getAttribute(readValue(object), AttrName.normalize('NFC'), emptyPlace())),
      want: describeRefined(readValue(Expected)),
    }),
  ),
  tableSuite<ElementsRow>('cty/TestValueForEachElement', compareElements),
  tableSuite<{ readonly val: GoldenValue; readonly want: boolean }>('cty/TestIsMarked', ({ val, want }) =>
    compareAnswer(readValue(val).sensitive === true, want),
  ),
  tableSuite<{ readonly val: GoldenValue; readonly want: boolean }>(
    'cty/TestContainsMarked',
    ({ val, want }) => compareAnswer(isSensitive(readValue(val)), want),
  ),
  tableSuite<{ readonly value: GoldenValue; readonly want: string }>(
    'cty/TestSetHashBytes',
    ({ value, want }) => ({ got: identityOf(readValue(value)), want }),
  ),
  tableSuite<{ readonly a: GoldenValue; readonly b: GoldenValue; readonly want: boolean }>(
    'cty/TestSetOrder',
    ({ a, b, want }) => {
      const [first, second] = [readValue(a), readValue(b)];
      return compareAnswer(setElements([second, first])[0] === first, want);
    },
  ),
];
