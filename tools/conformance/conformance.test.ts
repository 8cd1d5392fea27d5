import type { Verdict } from '../../packages/hcl/src/testing/judge';
import { formatFigures, getFigures } from './figures';
import { formatExceptions, formatLeftOut, formatProblems } from './lists';
import { formatTable } from './table';

const verdict: Verdict = {
  name: 'a/suite',
  measure: 'upstream',
  cases: 105,
  applying: 100,
  passed: 98,
  excepted: [{ name: 'x = "\n"', reason: 'ours is better' }],
  leftOut: new Map([['no file', 5]]),
  surprises: [{ name: 'y', got: '1', want: '2' }],
  stale: ['z'],
};

test('the table has what applies, passed, failed and is left out', () => {
  expect(
    formatTable([verdict])
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/)),
  ).toEqual([
    ['suite', 'cases', 'apply', 'passed', 'failed', 'left out'],
    ['a/suite', '105', '100', '98', '2', '5'],
  ]);
});

test('an exception stands on one line, below its reason', () => {
  expect(formatExceptions([verdict])).toBe('\nExceptions\n  a/suite: ours is better\n    x = \\"\\n\\"');
});

test('reasons of single cases and of whole tables are added up', () => {
  expect(formatLeftOut([verdict], new Map([['no file', 7]]))).toBe('\nLeft out\n     12  no file');
});

test('a surprise, a stale name and a gap make it fail, each with what to look at', () => {
  const problems = formatProblems([verdict], ['a table is in no suite']);
  expect(problems).toContain('a/suite: y differs\n    got  1\n    want 2');
  expect(problems).toContain('a/suite: z is listed, but agrees now or is not there');
  expect(problems).toContain('a table is in no suite');
  expect(formatProblems([{ ...verdict, surprises: [], stale: [] }], [])).toBe('');
});

test('a figure below its goal is missed, and never rounded up to it', () => {
  expect(getFigures([verdict, { ...verdict, applying: 10_000, passed: 9899 }])).toMatchObject([
    { passed: 9997, applying: 10_100, goal: 0.99 },
  ]);
  expect(formatFigures([{ ...verdict, applying: 100_000, passed: 98_999 }])).toMatch(/98\.99 %.*missed/);
  expect(formatFigures([{ ...verdict, passed: 99 }])).toMatch(/99 %.*met/);
});
