import { resultOf } from '../../testing/call';
import { readCsv } from './csv/read';

const rowsOf = (text: string) => [...readCsv(text)].map(({ fields }) => fields);

test.each<[string, string, readonly (readonly string[])[]]>([
  [
    'lines',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'line breaks of Windows',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['empty lines, which do not count', '\na\n\n\n1', [['a'], ['1']]],
  ['quotes', '"a ""b""","c,d"\n', [['a "b"', 'c,d']]],
  ['a line break in quotes', '"a\r\nb",c', [['a\nb', 'c']]],
  ['empty fields', ',\n""', [['', ''], ['']]],
  ['nothing', '', []],
])('reads %s', (_, text, rows) => {
  expect(rowsOf(text)).toEqual(rows);
});

test('the first line has the names', () => {
  expect(resultOf(String.raw`csvdecode("name,size\nfoo,1\nbar,")`)).toBe(
    'list({name: string, size: string}): [{"name": "foo", "size": "1"}, {"name": "bar", "size": ""}]',
  );
});

test.each([
  ['""', 'missing header line'],
  [String.raw`"a,a\n1,2"`, 'duplicate column name "a"'],
  [String.raw`"a,b\n1,2\n3"`, 'CSV parse error on line 3: wrong number of fields'],
  [String.raw`"a\n\"x\ny\" z"`, 'CSV parse error on line 3: extraneous or missing " in quoted-field'],
  [String.raw`"a\n\"x"`, 'CSV parse error on line 2: extraneous or missing " in quoted-field'],
  [String.raw`"a\nx\"y"`, 'CSV parse error on line 2: bare " in non-quoted-field'],
])('csvdecode(%s) fails: %s', (text, reason) => {
  expect(resultOf(`csvdecode(${text})`)).toContain(reason);
});
