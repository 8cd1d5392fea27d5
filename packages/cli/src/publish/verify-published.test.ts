import { Failure } from '@strata/diagnostics';
import { createTestPorts } from '@strata/sdk/testing';
import { problem } from '../codes';
import type { Standing, StandingContext } from './standing';
import { type PublishedReport, verifyPublished } from './verify-published';

const context = {
  ports: createTestPorts(),
  signal: new AbortController().signal,
} as unknown as StandingContext;
const reference = 'r.example/app@sha256:a';
const other = 'r.example/app@sha256:b';

async function verify(
  answers: Readonly<Record<string, Standing | Error>>,
  names = Object.keys(answers),
): Promise<readonly PublishedReport[]> {
  const source = {
    fits: ({ name }: { readonly name: string }) => name in answers,
    ask: async (_: unknown, { name }: { readonly name: string }) => {
      const answer = answers[name];
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
  };
  const published = names.map((name) => ({ name, reference }));
  const reports: PublishedReport[] = [];
  const request = { published, publish: 'strata publish images/app', sources: [source] };
  for await (const report of verifyPublished(context, request)) reports.push(report);
  return reports;
}

test.each<[string, Standing, string | undefined, RegExp]>([
  [
    'is what was published',
    { now: reference, isThere: true },
    undefined,
    /is r\.example\/app@sha256:a, as published/,
  ],
  [
    'means another image',
    { now: other, isThere: true },
    'CLI039',
    /is r\.example\/app@sha256:b now; .* still there/,
  ],
  ['means nothing', { now: undefined, isThere: true }, 'CLI039', /is nothing now/],
  ['is gone with its image', { now: undefined, isThere: false }, 'CLI038', /sha256:a is gone/],
  ['means another image in place of one that is gone', { now: other, isThere: false }, 'CLI038', /is gone/],
])('a name that %s is told', async (_, standing, code, line) => {
  const [report] = await verify({ 'r.example/app:1': standing });
  expect(report?.line).toMatch(line);
  expect(report?.diagnostics.map((each) => each.code)).toEqual(code === undefined ? [] : [code]);
});

test('a place that cannot be asked keeps nobody from the next one', async () => {
  const failure = new Failure(problem('CLI032', { detail: 'It is down.' }));
  const reports = await verify({ 'a:1': failure, 'b:1': { now: reference, isThere: true } });
  expect(reports.map(({ line }) => line)).toEqual([
    'a:1: could not be asked',
    `b:1: is ${reference}, as published`,
  ]);
  expect(reports[0]?.diagnostics[0]?.detail).toBe('It is down.');
});

test('of a kind of place that nobody can ask it is said that it was not asked', async () => {
  const [report] = await verify({}, ['moon:1']);
  expect(report).toEqual({ line: 'moon:1: not asked, such places cannot be yet', diagnostics: [] });
});

test('a fault of ours is not taken for an answer', async () => {
  await expect(verify({ 'a:1': new TypeError('a bug') })).rejects.toThrow('a bug');
});
