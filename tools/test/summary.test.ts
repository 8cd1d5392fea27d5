import { renderLong, renderSummary, summarize } from './summary';

const file = (status: string, tests: readonly [string, string][]) => ({
  name: 'a.test.ts',
  status,
  message: '',
  assertionResults: tests.map(([result, fullName]) => ({ status: result, fullName })),
});

test('tests of all runs are counted, and those left out are named before the count', () => {
  const summary = summarize([
    {
      testResults: [
        file('passed', [
          ['passed', 'a'],
          ['passed', 'b'],
        ]),
      ],
    },
    {
      testResults: [
        file('failed', [
          ['failed', 'c'],
          ['pending', 'the corpus parses (needs ../shared)'],
        ]),
      ],
    },
  ]);
  expect(renderSummary(summary)).toBe(
    'Left out:\n  the corpus parses (needs ../shared)\n\n2 passed, 1 failed, 1 skipped\n',
  );
});

test('a file that cannot be loaded is a failure', () => {
  expect(renderSummary(summarize([{ testResults: [file('failed', [])] }]))).toBe(
    '0 passed, 1 failed, 0 skipped\n',
  );
});

test('a file that fails at clearing up, behind tests that passed, is a failure', () => {
  const files = [file('failed', [['passed', 'a']])];
  expect(renderSummary(summarize([{ testResults: files }]))).toBe('1 passed, 1 failed, 0 skipped\n');
});

test('suites that another command runs are named with it', () => {
  expect(renderLong(['a.long.slow.test.ts'])).toBe(
    'Not in this run, for each takes a minute (npm run test:long):\n  a.long.slow.test.ts\n\n',
  );
});
