import { createSecretFilter } from '@strata/sdk';
import { problem } from '../codes';
import type { TestReport, TestResult } from '../run/result';
import { readXml } from '../testing/read-xml';
import { getFailures } from './failures';
import { formatJunit } from './junit';
import { formatResults } from './text';

const start = { line: 7, column: 3, byte: 90 };
const range = { file: 'images/golden/tests/golden.yaml', start, end: start };
const common = { image: 'golden', file: range.file, range, kind: 'check', milliseconds: 12 } as const;

const results: readonly TestResult[] = [
  {
    ...common,
    ...{ label: 'Service', subject: 'docker', attribute: 'running' },
    outcome: {
      status: 'failed',
      match: { passed: false, message: 'to equal', found: false, expected: true },
    },
  },
  {
    ...common,
    ...{
      label: 'User',
      subject: 'root',
      attribute: 'groups',
      title: 'nobody else is root',
      meta: { ticket: 7 },
    },
    outcome: {
      status: 'failed',
      match: {
        ...{ passed: false, message: 'to consist of', found: ['root', 'x<y'], expected: ['root', 'z'] },
        ...{ missing: ['z'], extra: ['x<y'] },
      },
    },
  },
  {
    ...common,
    ...{ label: 'File', subject: '/etc/x', attribute: 'mode' },
    outcome: { status: 'skipped', reason: 'It depends on exists, which failed.' },
  },
  {
    ...common,
    ...{ label: 'Package', subject: 'sudo', attribute: 'installed' },
    outcome: { status: 'passed', match: { passed: true, message: 'to equal', found: true, expected: true } },
  },
  {
    ...{ image: 'webapp', file: 'images/webapp/tests/api.sh', kind: 'script', milliseconds: 1500 },
    ...{ label: 'Script', subject: 'images/webapp/tests/api.sh', attribute: 'exit-status' },
    outcome: { status: 'failed', match: { passed: false, message: 'to equal', found: 1, expected: 0 } },
    output: 'token hunter2-hunter2 \u001b[31mred\u0000 ]]> & "quoted" \ud800\uffff\n',
  },
];
const report: TestReport = { results, diagnostics: [], milliseconds: 2500 };

const filter = createSecretFilter();
filter.register('hunter2-hunter2');
const { mask } = filter;

test('a failure names the check, its file and line, its image, what was expected and found, and where to look', () => {
  const [service, user, script] = getFailures(results);
  expect(service).toMatchObject({
    code: 'TST020',
    detail: 'Service docker: running, a test of golden: found false, expected it to equal true.',
    subject: { file: 'images/golden/tests/golden.yaml', start: { line: 7 } },
    hint: 'In the guest: systemctl status docker; journalctl -u docker.',
  });
  expect(user?.detail).toBe(
    'User root: groups (nobody else is root), a test of golden: found ["root","x<y"], expected it to consist of ["root","z"]. Missing: "z". Too much: "x<y".',
  );
  expect(script).toMatchObject({ code: 'TST021', detail: expect.stringContaining('Its last lines: token') });
});

test("text is in goss's manner: lines, failures and skips again, counts, nothing secret", () => {
  const text = formatResults(report, { mask });
  expect(text.split('\n').slice(0, 10)).toEqual([
    'Service: docker: running: FAILED',
    'Title: nobody else is root',
    'Meta:',
    '    ticket: 7',
    'User: root: groups: FAILED',
    'File: /etc/x: mode: skipped',
    'Package: sudo: installed: matches expectation: true',
    'Script: images/webapp/tests/api.sh: exit-status: FAILED',
    '',
    'Failures/Skipped:',
  ]);
  expect(text).toContain(
    'Service: docker: running:\nExpected\n    false\nto equal\n    true\n    (images/golden/tests/golden.yaml:7, a test of golden)\n',
  );
  expect(text).toContain('the missing elements were\n    ["z"]\nthe extra elements were\n    ["x<y"]\n');
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain('\u001b');
  expect(text.endsWith('Total Duration: 2.500s\nCount: 5, Failed: 3, Skipped: 1\n')).toBe(true);
});

/** What junit-10.xsd of Jenkins' xUnit plugin allows: elements within each, and attributes. */
const SCHEMA: Readonly<Record<string, { inside: readonly string[]; attributes: readonly string[] }>> = {
  '': { inside: ['testsuites'], attributes: [] },
  testsuites: { inside: ['testsuite'], attributes: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    inside: ['properties', 'testcase', 'system-out', 'system-err'],
    attributes: [
      ...['name', 'tests', 'failures', 'errors', 'group', 'time', 'skipped', 'timestamp', 'hostname'],
      ...['id', 'package', 'file', 'log', 'url'],
    ],
  },
  testcase: {
    inside: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    attributes: ['name', 'time', 'classname', 'group'],
  },
  skipped: { inside: [], attributes: ['type', 'message'] },
  error: { inside: [], attributes: ['type', 'message'] },
  failure: { inside: [], attributes: ['type', 'message'] },
  'system-out': { inside: [], attributes: [] },
};

const junit = () => formatJunit(report, { name: 'webapp', startedAt: Date.UTC(2026, 10, 22, 11), mask });

test('JUnit has the elements and attributes that Jenkins takes, and counts that agree', () => {
  const elements = readXml(junit());
  for (const { name, parent, attributes } of elements) {
    expect(SCHEMA[parent]?.inside).toContain(name);
    expect(SCHEMA[name]?.attributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
  }
  expect(elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes)).toEqual([
    {
      ...{ name: 'golden', tests: '4', failures: '2', errors: '0', skipped: '1', time: '0.048', id: '0' },
      timestamp: '2026-11-22T11:00:00',
    },
    expect.objectContaining({ name: 'webapp', tests: '1', failures: '1', skipped: '0', time: '1.500' }),
  ]);
  expect(elements[0]?.attributes).toEqual({
    name: 'webapp',
    ...{ time: '2.500', tests: '5', failures: '3', errors: '0' },
  });
  const cases = elements.filter(({ name }) => name === 'testcase');
  expect(cases.map(({ attributes }) => [attributes.name, attributes.classname])).toEqual([
    ['Service docker running', 'golden.golden_yaml'],
    ['nobody else is root', 'golden.golden_yaml'],
    ['File /etc/x mode', 'golden.golden_yaml'],
    ['Package sudo installed', 'golden.golden_yaml'],
    ['Script images/webapp/tests/api.sh exit-status', 'webapp.api_sh'],
  ]);
});

test('JUnit says where a failure is, masks secrets, and has no character that XML forbids', () => {
  const elements = readXml(junit());
  const [failure] = elements.filter(({ name }) => name === 'failure');
  expect(failure).toMatchObject({
    attributes: { type: 'check', message: 'Expected false to equal true' },
    text: 'images/golden/tests/golden.yaml:7\nExpected\n    false\nto equal\n    true',
  });
  const [output] = elements.filter(({ name }) => name === 'system-out');
  expect(output?.text).toMatch(/^token (?!hunter2).* ␛\[31mred␀ \]\]> & "quoted" \ufffd\ufffd\n$/);
});

test('JUnit has an error for each mistake of the tests, so that nothing that ran is no success', () => {
  const diagnostics = [
    ...getFailures(results),
    problem('TST003', { detail: 'No such attribute.', subject: range }),
    problem('TST012', { severity: 'warning', detail: 'It holds for everything.' }),
  ];
  const text = formatJunit({ results: [], diagnostics, milliseconds: 1 }, { name: 'golden', startedAt: 0 });
  const elements = readXml(text);
  expect(elements.map(({ name }) => name)).toEqual(['testsuites', 'testsuite', 'testcase', 'error']);
  expect(elements[0]?.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1' });
  expect(elements[2]?.attributes).toMatchObject({ name: 'Unknown attribute (TST003)' });
  expect(elements[3]).toMatchObject({
    attributes: { type: 'TST003', message: 'No such attribute.' },
    text: 'images/golden/tests/golden.yaml:7\nNo such attribute.',
  });
});
