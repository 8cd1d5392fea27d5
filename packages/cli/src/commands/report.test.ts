import { runInMemory } from '../testing/run-in-memory';

const EVENTS =
  '{"kind":"run-started","schema":1,"runId":"1","time":"2026-01-01T00:00:00Z","facts":{},"at":0}\n';

test('the page of an event file is written, and the event file stays', async () => {
  const { code, out } = await runInMemory(['report', 'run.jsonl'], { files: { '/ws/run.jsonl': EVENTS } });
  expect([code, out.slice(0, 15)]).toEqual([0, '<!doctype html>']);
});

test('a page never takes the place of its events', async () => {
  const files = { '/ws/run.jsonl': EVENTS };
  const { code, err } = await runInMemory(['report', '-output', './run.jsonl', 'run.jsonl'], { files });
  expect([code, err]).toEqual([1, expect.stringContaining('CLI026')]);
});

test.each([
  [[], 'CLI007'],
  [['a', 'b'], 'CLI007'],
  [['nowhere'], 'CLI020'],
  [['empty.jsonl'], 'CLI025'],
])('of %j there is no page', async (names, expected) => {
  const { code, err } = await runInMemory(['report', ...names], { files: { '/ws/empty.jsonl': '' } });
  expect([code, err]).toEqual([1, expect.stringContaining(expected)]);
});

test('sweep takes no arguments', async () => {
  const { code, err } = await runInMemory(['sweep', '-dry-run', 'images/app']);
  expect([code, err]).toEqual([1, expect.stringMatching(/CLI007[\s\S]*not "images\/app"/)]);
});
