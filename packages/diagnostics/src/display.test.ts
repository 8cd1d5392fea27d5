import { cutToCells, getCells, getGraphemes, getOffset, getVisible } from './display';

const ODD = 'e\u0301👩‍👩‍👧 \u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7} 각 नि ไทย 名前 \r\n\u200b👍🏽';

test('a long text is cut into the same characters as a short one', () => {
  const text = ODD.repeat(60);
  const whole = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  expect([...getGraphemes(text)]).toEqual(whole);
  const offset = whole.slice(0, 700).join('').length;
  expect(getOffset(text, 701)).toBe(offset);
});

test('a column behind the end is the end', () => {
  expect(getOffset('abc', 99)).toBe(3);
  expect(getOffset('e\u0301', 99)).toBe(2);
  expect(getOffset('', 1)).toBe(0);
});

test.each([
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['名前', 4],
  ['ｆｕｌｌ', 8],
  ['ﾊﾝｶｸ', 4],
  ['👍🏽', 2],
  ['✔', 1],
  ['✔\ufe0f', 2],
  ['\u{1f1e9}\u{1f1ea}', 2],
  ['각', 2],
  ['a\u200b', 1],
])('%j takes %i cells', (text, cells) => {
  expect(getCells(text)).toBe(cells);
});

test('control characters are shown, line ends and tabs stay', () => {
  expect(getVisible('a\tb\nc\r\x00\x1b[0m\x7f\x85\u2066')).toBe('a\tb\nc␍␀␛[0m␡\ufffd\ufffd');
});

test.each([
  ['bash 5.2', 8, 'bash 5.2'],
  ['bash 5.2', 7, 'bash 5…'],
  ['名前と名前', 6, '名前…'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ['bash', 1, '…'],
  ['bash', 0, ''],
])('%s in %d cells is %s', (text, cells, cut) => expect(cutToCells(text, cells)).toBe(cut));
