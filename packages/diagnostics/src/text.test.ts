import type { Diagnostic } from './diagnostic';
import { formatDiagnostics, type TextOptions } from './text';

const FILE = 'image.pkr.hcl';

/** A problem whose subject is the first place of `subject` in `source`. */
function problem(source: string, subject: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const at = source.indexOf(subject);
  const place = (offset: number) => {
    const lines = source.slice(0, offset).split('\n');
    const column = [...lines.at(-1)!.replace(/\p{Mn}/gu, '')].length + 1;
    return { line: lines.length, column, byte: Buffer.byteLength(source.slice(0, offset)) };
  };
  return {
    severity: 'error',
    code: 'HCL012',
    summary: 'Unsupported argument',
    detail: 'An argument named "frmo" is not expected here.',
    subject: { file: FILE, start: place(at), end: place(at + subject.length) },
    ...more,
  };
}

function write(source: string, diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  return formatDiagnostics(diagnostics, {
    ...options,
    sources: (file) => (file === FILE ? source : undefined),
  });
}

test('a diagnostic says what, where, why and what next', () => {
  const source = 'source "rootfs" "golden" {\n  frmo = var.base\n}\n';
  const values = [{ name: 'var.base', text: '"debian"' }];
  expect(write(source, [problem(source, 'frmo', { hint: 'Did you mean "from"?', values })])).toBe(
    `Error: Unsupported argument (HCL012)

  on image.pkr.hcl line 2:
   2:   frmo = var.base
        ^^^^

An argument named "frmo" is not expected here.

  var.base is "debian"

Hint: Did you mean "from"?
`,
  );
});

test('other places that take part follow with their lines', () => {
  const source = 'name = 1\nsize = 2\nname = 3\n';
  const range = problem(source, 'name').subject!;
  const again = {
    file: FILE,
    start: { line: 3, column: 1, byte: 18 },
    end: { line: 3, column: 5, byte: 22 },
  };
  const related = [{ label: 'defined first', range }];
  expect(write(source, [problem(source, 'name', { subject: again, related })])).toContain(
    `  on image.pkr.hcl line 3:
   3: name = 3
      ^^^^

  defined first on image.pkr.hcl line 1:
   1: name = 1
      ^^^^
`,
  );
});

test('several diagnostics are set apart by a blank line, and none give no text', () => {
  const source = 'a = 1\n';
  const two = [problem(source, 'a'), problem(source, '1', { severity: 'warning', summary: 'Odd number' })];
  const text = write(source, two);
  expect(text).toContain('not expected here.\n\nWarning: Odd number (HCL012)\n');
  expect(text.endsWith('here.\n')).toBe(true);
  expect(write(source, [])).toBe('');
});

test('a diagnostic without a place has no "on" line', () => {
  const { subject: _, ...rest } = problem('x', 'x');
  expect(write('x', [rest])).not.toContain(' on ');
});

test('a place whose source is not at hand is still named', () => {
  expect(formatDiagnostics([problem('x = 1', '1')])).toContain(`  on ${FILE} line 1\n\n`);
});

test('a tab is drawn as blanks, so that the underline stands below its word', () => {
  const source = '\tname\t= wrong\n';
  expect(write(source, [problem(source, 'wrong')])).toContain(
    ['   1:     name    = wrong', '                    ^^^^^'].join('\n'),
  );
});

test('wide characters take two cells, combining ones none', () => {
  const source = '名前 = "e\u0301👍" + wrong\n';
  const [line, carets] = getSnippetLines(write(source, [problem(source, 'wrong')]));
  expect(line).toBe('   1: 名前 = "e\u0301👍" + wrong');
  expect(carets).toBe(`${' '.repeat(6)}${' '.repeat(4 + 3 + 5 + 3)}^^^^^`);
});

test('an empty range is one caret, also behind the last character', () => {
  const source = 'build {';
  const point = { line: 1, column: 8, byte: 7 };
  const text = write(source, [problem(source, '{', { subject: { file: FILE, start: point, end: point } })]);
  expect(getSnippetLines(text)).toEqual(['   1: build {', '             ^']);
});

test('a range over several lines is underlined on each of them', () => {
  const source = 'x = [\n  1,\n  2,\n]\n';
  expect(getSnippetLines(write(source, [problem(source, '[\n  1,\n  2,\n]\n')]))).toEqual([
    '   1: x = [',
    '          ^',
    '   2:   1,',
    '        ^^',
    '   3:   2,',
    '        ^^',
    '   4: ]',
    '      ^',
  ]);
});

test('a range over many lines shows its head and its end', () => {
  const source = `x = [\n${'  1,\n'.repeat(50)}]\n`;
  const lines = getSnippetLines(write(source, [problem(source, source)]));
  expect(lines.filter((line) => !line.includes('^')).map((line) => line.trim())).toEqual([
    '1: x = [',
    '2:   1,',
    '3:   1,',
    '4:   1,',
    '5:   1,',
    '6:   1,',
    '7:   1,',
    '...',
    '52: ]',
  ]);
});

test('context adds the line that opens the block', () => {
  const source = `source "rootfs" "a" {\n${'  x = 1\n'.repeat(20)}  frmo = 2\n}\n`;
  const { subject } = problem(source, 'frmo');
  const context = { ...subject!, start: { line: 1, column: 1, byte: 0 } };
  expect(getSnippetLines(write(source, [problem(source, 'frmo', { context })]))).toEqual([
    '   1: source "rootfs" "a" {',
    '  ...',
    '  22:   frmo = 2',
    '        ^^^^',
  ]);
});

test.each([60, 80, 120])('a minified template of one megabyte fits in %i cells', (width) => {
  const source = `{${'"a":"名",'.repeat(70_000)}"wrong":1,${'"b":2,'.repeat(70_000)}"c":3}`;
  const [line, carets] = getSnippetLines(write(source, [problem(source, '"wrong"')], { width }));
  const cells = [...line!].reduce((sum, character) => sum + (character === '名' ? 2 : 1), 0);
  expect(cells).toBeLessThanOrEqual(width);
  expect(carets!.trim()).toBe('^'.repeat(7));
  const before = line!.slice(0, line!.indexOf('"wrong"'));
  expect(carets!.indexOf('^')).toBe(before.length + before.split('名').length - 1);
});

test('detail and hint are wrapped to the width, lists and commands are not', () => {
  const source = 'a\n';
  const detail = `${'word '.repeat(30).trim()}\n  apt-get install ${'--with-a-long-option '.repeat(5)}`;
  const text = write(source, [problem(source, 'a', { detail, hint: 'more '.repeat(30).trim() })], {
    width: 60,
  });
  const wrapped = text.split('\n').filter((line) => /^(word|more|Hint| {6}more)/.test(line));
  expect(wrapped.length).toBeGreaterThan(4);
  expect(wrapped.every((line) => line.length <= 60)).toBe(true);
  expect(text).toContain(`  apt-get install ${'--with-a-long-option '.repeat(5)}`);
  expect(text).toMatch(/\n {6}more/);
});

test('without a width nothing is wrapped', () => {
  const detail = 'word '.repeat(100).trim();
  expect(write('a', [problem('a', 'a', { detail })])).toContain(detail);
});

test('escape sequences and direction marks out of files and commands are shown, not obeyed', () => {
  const source = 'x = "\x1b[2J\u202eevil"\r\n';
  const text = write(source, [
    problem(source, '"', { detail: 'It printed \x1b[31mred\x07.', hint: '\x9b2J' }),
  ]);
  expect(text).toContain('x = "␛[2J\ufffdevil"');
  expect(text).toContain('It printed ␛[31mred␇.');
  expect(text).not.toMatch(/[\x1b\x07\x9b\r\u202e]/);
});

test('colour is only written when asked for, and changes nothing else', () => {
  const source = 'frmo = 1\n';
  const diagnostics = [problem(source, 'frmo', { hint: 'Look.' })];
  const coloured = write(source, diagnostics, { color: true });
  expect(coloured).toContain('\x1b[1;31mError:\x1b[0m');
  expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).toBe(write(source, diagnostics));
});

test('a range outside of the source does not break the writer', () => {
  const position = { line: 99, column: 5, byte: 999 };
  const subject = { file: FILE, start: position, end: { ...position, column: 9 } };
  expect(write('short\n', [problem('short', 'short', { subject })])).toContain(`on ${FILE} line 99`);
});

function getSnippetLines(text: string): readonly string[] {
  return text.split('\n\n')[1]!.split('\n').slice(1);
}
