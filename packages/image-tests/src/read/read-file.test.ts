import { readTestFile } from './read-file';

const told = (text: string) =>
  readTestFile('t.yaml', text).diagnostics.map(({ severity, code, detail, hint, subject }) => ({
    severity,
    code,
    detail,
    hint,
    place: `${subject?.start.line}:${subject?.start.column}-${subject?.end.column}`,
  }));

test('checks keep their kind, their key, their place and goss order of attributes', () => {
  const { checks, diagnostics } = readTestFile(
    't.yaml',
    'file:\n  /etc/x:\n    mode: "0644"\n    exists: true\n    title: Ä file\n    meta: { ticket: 7 }\n',
  );
  expect(diagnostics).toEqual([]);
  expect(checks).toMatchObject([
    {
      ...{ kind: 'file', id: '/etc/x', title: 'Ä file', meta: { ticket: 7 }, skip: false },
      range: { file: 't.yaml', start: { line: 2, column: 3, byte: 8 }, end: { line: 2, column: 9 } },
      expectations: [
        { attribute: 'exists', range: { start: { line: 4 } } },
        { attribute: 'mode', range: { start: { line: 3 } } },
      ],
    },
  ]);
});

test('anchors, aliases and merged maps are followed', () => {
  const { checks, diagnostics } = readTestFile(
    't.yaml',
    'service:\n  a: &both { enabled: true, running: true }\n  b: *both\n  c: { <<: *both, running: false }\n',
  );
  expect(diagnostics).toEqual([]);
  expect(
    checks.map(({ id, expectations }) => [id, ...expectations.map(({ matcher }) => matcher.written)]),
  ).toEqual([
    ['a', true, true],
    ['b', true, true],
    ['c', true, false],
  ]);
});

test('JSON is read as well', () => {
  expect(readTestFile('t.json', '{"port": {"tcp:22": {"listening": true}}}').checks).toHaveLength(1);
});

test('every mistake is told with its place, the allowed values and a next step', () => {
  const text = `servce: {}
package:
  a: { instaled: true }
  b: [yes]
file:
  /x: { exists: true, mode: { have-prefx: "0" }, contents: [{ gt: 1 }, "/(/"] }
port:
  tcp:http: { listening: true }
http:
  http://a/: { status: { gt: 1, lt: 2 }, timeout: soon, allow-insecure: "no" }
matching:
  v: { content: 1, matches: { semver-constraint: newer } }
  g: { content: 1, matches: { gjson: { "a.#(b=1).c": 1 } } }
  n: { content: 1, matches: }
`;
  expect(told(text)).toMatchObject([
    { code: 'TST002', place: '1:1-7', detail: expect.stringContaining('Did you mean "service"?') },
    { code: 'TST003', place: '3:8-16', detail: expect.stringContaining('Did you mean "installed"?') },
    {
      code: 'TST004',
      place: '3:3-4',
      detail: expect.stringContaining('"installed"'),
      hint: 'Add installed.',
    },
    { code: 'TST005', place: '4:6-11', hint: 'Attributes: installed, versions.' },
    { code: 'TST006', place: '6:31-41', hint: expect.stringContaining('have-prefix, have-suffix') },
    { code: 'TST005', place: '6:61-70' },
    { code: 'TST007', place: '6:72-77', detail: expect.stringContaining('"/(/"') },
    { code: 'TST013', place: '8:3-11', hint: 'Write tcp:22, tcp6:22, udp:53 or udp6:53.' },
    { code: 'TST006', place: '10:24-40', detail: expect.stringContaining('"gt", "lt"') },
    {
      code: 'TST005',
      place: '10:51-55',
      detail: '"timeout" takes a number that is not negative, not "soon".',
    },
    { code: 'TST005', place: '10:73-77', detail: '"allow-insecure" takes true or false, not "no".' },
    { code: 'TST008', place: '12:50-55' },
    { code: 'TST005', place: '13:40-52', detail: expect.stringContaining('query') },
    { code: 'TST005', detail: 'Nothing is expected here.' },
  ]);
});

test('an empty list, which holds for everything, is told as a warning and asks nothing', () => {
  const text = 'command: { ls: { exit-status: 0, stderr: [] } }';
  expect(told(text)).toMatchObject([{ severity: 'warning', code: 'TST012', place: '1:34-40' }]);
  expect(readTestFile('t.yaml', text).checks[0]?.expectations).toHaveLength(1);
});

test.each([
  ['a: [', 'TST001'],
  ['a: 1\na: 2', 'TST001'],
  ['file:\n\t/x: {}', 'TST001'],
  ['- a', 'TST005'],
  ['just text', 'TST005'],
  ['file: [x]', 'TST005'],
])('%j is no test file, and nothing of it is thrown', (text, code) => {
  expect(told(text)[0]).toMatchObject({ severity: 'error', code });
});

test("a template of goss's is told as such", () => {
  expect(told('file:\n{{ range .Vars.x }}\n  a: {}\n')[0]?.hint).toContain('Templates of goss');
});

test('aliases that grow beyond measure are refused at once', () => {
  const levels = Array.from({ length: 12 }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x, x]'
      : `a${at}: &a${at} [${Array(9)
          .fill(`*a${at - 1}`)
          .join(', ')}]`,
  );
  expect(told(levels.join('\n'))).toMatchObject([
    { code: 'TST001', detail: expect.stringContaining('alias') },
  ]);
});

test('an empty file has no checks and no mistakes', () => {
  expect(readTestFile('t.yaml', '# nothing yet\n')).toEqual({ checks: [], includes: [], diagnostics: [] });
});
