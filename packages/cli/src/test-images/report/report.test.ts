import type { TestReport, TestResult } from '@strata/image-tests';
import { formatTestPage } from './test-page';
import { makeTestRun } from './test-run';

const position = { line: 3, column: 3, byte: 20 };
const range = { file: 'images/golden/tests/ssh.yaml', start: position, end: { ...position, column: 6 } };
const check: TestResult = {
  image: 'golden',
  file: range.file,
  range,
  kind: 'check',
  label: 'Service',
  subject: 'ssh',
  attribute: 'running',
  milliseconds: 2,
  outcome: { status: 'passed' },
};
const script: TestResult = {
  ...check,
  image: 'web',
  file: 'images/web/tests/api.sh',
  kind: 'script',
  subject: 'api.sh',
  outcome: { status: 'failed', reason: 'It ended with 1.' },
  output: '<b>token hunter2</b>\n',
};
const report: TestReport = {
  results: [check, { ...check, outcome: { status: 'skipped', reason: 'It belongs in a machine.' } }, script],
  diagnostics: [
    {
      severity: 'error',
      code: 'TST021',
      summary: 'Script failed',
      detail: 'api.sh, a test of web: It ended with 1.',
      subject: range,
      hint: 'Run it by hand.',
    },
    { severity: 'error', code: 'TST001', summary: 'No answer', detail: 'The guest is gone.' },
  ],
  milliseconds: 1500,
};
const run = () =>
  makeTestRun({
    image: 'web',
    startedAt: 0,
    reports: [{ place: 'layers', report }],
    sources: () => 'service:\n\n  ssh: { running: true }\n',
    mask: (text) => text.replaceAll('hunter2', '<sensitive>'),
  });

test('a run is told as data: counts, and each test with its place and why it did not pass', () => {
  const { counts, places, startedAt, milliseconds } = run();
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1, errors: 1 });
  expect([startedAt, milliseconds]).toEqual(['1970-01-01T00:00:00.000Z', 1500]);
  expect(places[0]?.results).toMatchObject([
    { title: 'Service ssh: running', status: 'passed', file: range.file, line: 3 },
    { status: 'skipped', reason: 'It belongs in a machine.' },
    { image: 'web', title: 'api.sh', status: 'failed', reason: 'It ended with 1.' },
  ]);
});

test('the page has a table for each image, and the lines that a failure is about', () => {
  const page = formatTestPage(run());
  expect(page).toContain('<h1>Tests of web: 1 failed, 1 error, 1 passed, 1 skipped</h1>');
  for (const image of ['golden', 'web']) expect(page).toContain(`<caption>Tests of ${image}</caption>`);
  expect(page).toContain('images/golden/tests/ssh.yaml:3');
  expect(page).toContain('{ running: true }');
});

test('what a script printed is text, and secrets are hidden in page and data', () => {
  const page = formatTestPage(run());
  expect(page).toContain('&lt;b&gt;token &lt;sensitive&gt;&lt;/b&gt;');
  expect(page + JSON.stringify(run())).not.toContain('hunter2');
});

test('a run without tests says so', () => {
  const page = formatTestPage(makeTestRun({ image: 'web', startedAt: 0, reports: [], mask: (text) => text }));
  expect(page).toContain('Tests of web: there are none');
});
