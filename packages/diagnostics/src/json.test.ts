import type { Diagnostic } from './diagnostic';
import { formatJson, getReport } from './json';
import { formatText } from './text';
import { getViews } from './view';

const source = 'frmo = 1\n';
const problem: Diagnostic = {
  severity: 'error',
  code: 'HCL012',
  summary: 'Unsupported argument',
  detail: 'An argument named "frmo" is not expected here.',
  subject: {
    file: 'a.hcl',
    start: { line: 1, column: 1, byte: 0 },
    end: { line: 1, column: 5, byte: 4 },
  },
  hint: 'Did you mean "from"?',
};

test('the report holds everything that the text shows', () => {
  expect(JSON.parse(formatJson(getViews([problem], () => source)))).toEqual({
    version: 1,
    valid: false,
    errorCount: 1,
    warningCount: 0,
    diagnostics: [
      {
        severity: 'error',
        code: 'HCL012',
        summary: 'Unsupported argument',
        detail: 'An argument named "frmo" is not expected here.',
        range: problem.subject,
        snippet: [{ number: 1, text: 'frmo = 1', mark: { start: 0, end: 4 } }],
        hint: 'Did you mean "from"?',
      },
    ],
  });
});

test('text made from the JSON that was read back is the same text', () => {
  const related = [{ label: 'defined first', range: problem.subject! }];
  const views = getViews(
    [
      { ...problem, related },
      { ...problem, severity: 'warning' },
    ],
    () => source,
  );
  const read = JSON.parse(formatJson(views)) as ReturnType<typeof getReport>;
  expect(formatText(read.diagnostics, { width: 70 })).toBe(formatText(views, { width: 70 }));
});

test('warnings alone leave it valid', () => {
  const report = getReport(getViews([{ ...problem, severity: 'warning' }]));
  expect(report).toMatchObject({ valid: true, errorCount: 0, warningCount: 1 });
});

test('no diagnostics are a valid report', () => {
  expect(getReport([])).toMatchObject({ valid: true, diagnostics: [] });
});
