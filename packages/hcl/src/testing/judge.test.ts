import type { Reasons } from './exceptions';
import { judge } from './judge';
import type { Outcome } from './suite';

const passing = (name: string): Outcome => ({ name, got: '1', want: '1' });
const failing = (name: string): Outcome => ({ name, got: '1', want: '2' });

function judgeCases(outcomes: readonly Outcome[], reasons: Partial<Reasons> = {}) {
  const suite = { name: 'a suite', measure: 'upstream', run: () => outcomes } as const;
  return judge(suite, { reasons: { exceptions: new Map(), notApplicable: new Map(), ...reasons } });
}

test('a failure that nobody wrote down is a surprise', async () => {
  const verdict = await judgeCases([passing('a'), failing('b')]);
  expect(verdict).toMatchObject({ applying: 2, passed: 1, excepted: [], surprises: [{ name: 'b' }] });
});

test('a failure that is written down counts as one, but does not surprise', async () => {
  const verdict = await judgeCases([failing('a')], { exceptions: new Map([['a', 'ours is better']]) });
  expect(verdict).toMatchObject({ applying: 1, passed: 0, surprises: [], stale: [] });
  expect(verdict.excepted).toEqual([{ name: 'a', reason: 'ours is better' }]);
});

test('an exception that passes, and one that is not there, are stale', async () => {
  const exceptions = new Map([
    ['a', ''],
    ['gone', ''],
  ]);
  expect((await judgeCases([passing('a')], { exceptions })).stale).toEqual(['a', 'gone']);
});

test('what does not apply is counted by its reason and not compared', async () => {
  const outcomes = [failing('a'), { ...failing('b'), leftOut: 'no file' }, failing('c')];
  const notApplicable = new Map([
    ['a', 'no file'],
    ['c', 'another language'],
  ]);
  const verdict = await judgeCases(outcomes, { notApplicable });
  expect(verdict).toMatchObject({ cases: 3, applying: 0, surprises: [], stale: [] });
  expect([...verdict.leftOut]).toEqual([
    ['no file', 2],
    ['another language', 1],
  ]);
});

test('cases of one name are told apart by their number', async () => {
  const exceptions = new Map([['a #2', 'ours is better']]);
  const verdict = await judgeCases([passing('a'), failing('a')], { exceptions });
  expect(verdict).toMatchObject({ surprises: [], stale: [], excepted: [{ name: 'a #2' }] });
});
