import { formatHcl, maxSpaces } from './format';

const format = (text: string) => formatHcl(text, 'test.pkr.hcl').value;

describe('the canonical layout', () => {
  test.each([
    ['one space around operators, none around dots', 'a=b . c+-1', 'a = b.c + -1'],
    [
      'assignments of consecutive lines in one column',
      'a=1\nlong=2\n\nb=3\n',
      'a    = 1\nlong = 2\n\nb = 3\n',
    ],
    [
      'columns as people count them',
      '"ä👩‍👩‍👧"=1 # one\nlonger=2 # two\n',
      '"ä👩‍👩‍👧"   = 1 # one\nlonger = 2 # two\n',
    ],
    [
      'comments of all kinds',
      'a=1#one\nbb=2//two\nc=/* three */3\n',
      'a  = 1 #one\nbb = 2 //two\nc  = /* three */ 3\n',
    ],
    ['a comment on a line of its own is indented', 'a {\n# one\nb=1\n}\n', 'a {\n  # one\n  b = 1\n}\n'],
    ['a level for each line that opens brackets', 'a=[{\nb=1\n}]\n', 'a = [{\n  b = 1\n}]\n'],
    ['brackets that were never opened', ')]\na=1\n', ')]\na = 1\n'],
    ['blocks of one line', 'a "b"{c=1}\nd{}\n', 'a "b" { c = 1 }\nd {}\n'],
    ['a loop over a tuple', '[for x in[1]:x]', '[for x in [1] : x]'],
    ['the inside of sequences', '"x${ a }%{ if b }c%{ endif }"', '"x${a}%{if b}c%{endif}"'],
    ['tabs and blank lines', '\ta\t=\t1\n \t\n', 'a = 1\n\n'],
    ['no mark at the start of the file', '\ufeffa=1\n', 'a = 1\n'],
    ['mistakes', 'a=[1,\n  b = \n', 'a = [1,\n  b =\n'],
  ])('%s', (_, source, layout) => {
    expect(format(source)).toBe(layout);
  });

  test('leaves heredocs and line breaks alone', () => {
    const source = 'a=<<-EOT\r\n   one\r\n\ttwo  \r\n  EOT\r\nb=1\r\n';
    expect(format(source)).toBe('a = <<-EOT\r\n   one\r\n\ttwo  \r\n  EOT\r\nb = 1\r\n');
  });

  test('leaves what follows the last line alone', () => {
    expect(format('a=1  ')).toBe('a = 1  ');
  });
});

describe('a large source is formatted', () => {
  const megabytes = 10_000_000;

  test.each([
    ['a line of a million items', `a=[${'1,'.repeat(1_000_000)}]`, `a = [${'1, '.repeat(1_000_000)}]`],
    ['a long text', `a="${'x'.repeat(megabytes)}"`, `a = "${'x'.repeat(megabytes)}"`],
    ['a million blank lines', '\n'.repeat(1_000_000), '\n'.repeat(1_000_000)],
    ['brackets in brackets', '['.repeat(100_000), '['.repeat(100_000)],
  ])('%s', (_, source, layout) => {
    expect(format(source) === layout).toBe(true);
  });

  test('unless it would grow beyond all bounds: then it stays, with a problem', () => {
    const source = '[\n'.repeat(100_000);
    const { value, diagnostics } = formatHcl(source, 'test.pkr.hcl');
    expect(value).toBe(source);
    expect(diagnostics).toMatchObject([
      {
        code: 'HCL006',
        detail: expect.stringContaining(String(maxSpaces)),
        subject: { file: 'test.pkr.hcl' },
      },
    ]);
  });
});
