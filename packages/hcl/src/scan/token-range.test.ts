import { parseHcl } from '../parse/parse';
import { between, endOf } from '../syntax/range';

const { value: body } = parseHcl('a = 1\nb = "ü" + x\nb = 2', 'test.hcl');
const second = body.attributes.get('b')!;

test('a range of a tree finds its places when asked, and is data in JSON', () => {
  const data = {
    file: 'test.hcl',
    start: { line: 2, column: 1, byte: 6 },
    end: { line: 2, column: 12, byte: 18 },
  };
  const { file, start, end } = second.range;
  expect({ file, start, end }).toEqual(data);
  expect(JSON.parse(JSON.stringify(second.range))).toEqual(data);
});

test('places are found in any order', () => {
  expect([second.range.end.byte, body.attributes.get('a')!.range.end.byte, second.range.end.byte]).toEqual([
    18, 5, 18,
  ]);
});

test('ranges of one text are put together, and with those of another text as well', () => {
  const other = parseHcl('\n\ncc = 3', 'test.hcl').value.attributes.get('cc')!;
  expect(between(second.nameRange, second.expr.range).end).toEqual(second.range.end);
  expect(JSON.parse(JSON.stringify(between(second.nameRange, other.range)))).toEqual({
    file: 'test.hcl',
    start: { line: 2, column: 1, byte: 6 },
    end: { line: 3, column: 7, byte: 8 },
  });
});

test('the end of a range is an empty range', () => {
  const place = { line: 2, column: 12, byte: 18 };
  expect(JSON.parse(JSON.stringify(endOf(second.range)))).toEqual({
    file: 'test.hcl',
    start: place,
    end: place,
  });
});

test('the places of an indented text are those of what is left of it', () => {
  const { value } = parseHcl('a = <<-E\n    one\n    two\n  E\n', 'test.hcl');
  const { expr } = value.attributes.get('a')!;
  const [text] = expr.kind === 'template' ? expr.parts : [];
  expect(text?.range.start).toEqual({ line: 2, column: 5, byte: 13 });
  expect(text?.range.end).toEqual({ line: 4, column: 1, byte: 25 });
});
