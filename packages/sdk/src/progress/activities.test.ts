import type { Clock } from '../ports';
import { createFakeClock, createRecordingReporter, type FakeClock } from '../testing';
import { createActivities } from './activities';
import { countBytes } from './count-bytes';

/** A clock whose sleepers wake when the test moves it on. */
function createSteppedClock(): Clock & { step(milliseconds: number): Promise<void> } {
  const clock: FakeClock = createFakeClock(0);
  const sleepers: { readonly until: number; wake(): void }[] = [];
  return {
    now: clock.now,
    sleep: (milliseconds, signal) =>
      new Promise((wake, reject) => {
        sleepers.push({ until: clock.now() + milliseconds, wake });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    async step(milliseconds) {
      clock.advance(milliseconds);
      for (const { until, wake } of sleepers) if (until <= clock.now()) wake();
      await new Promise(setImmediate);
    },
  };
}

function start(total?: number) {
  const clock = createSteppedClock();
  const reporter = createRecordingReporter();
  const begin = createActivities(reporter, clock);
  return {
    clock,
    begin,
    told: reporter.progressed,
    activity: begin({ label: 'downloading', unit: 'bytes', total }),
  };
}

test('work is reported when it begins and when it ends', () => {
  const { activity, told } = start(10);
  activity.add(10);
  activity.end();
  expect(told).toEqual([
    expect.objectContaining({ label: 'downloading', unit: 'bytes', total: 10, done: 0 }),
    expect.objectContaining({ done: 10, ended: true }),
  ]);
});

test('a thousand steps within a tenth of a second are one report, of the last state', async () => {
  const { activity, clock, told } = start();
  for (let step = 0; step < 1000; step++) activity.add(1);
  expect(told).toHaveLength(1);
  await clock.step(100);
  expect(told.map(({ done }) => done)).toEqual([0, 1000]);
});

test('work that goes on is reported ten times a second', async () => {
  const { activity, clock, told } = start();
  for (let step = 0; step < 1000; step++) {
    activity.add(1);
    await clock.step(1);
  }
  expect(told.length).toBeGreaterThanOrEqual(10);
  expect(told.length).toBeLessThanOrEqual(12);
});

test('turning to something else is reported at once', () => {
  const { activity, told } = start();
  activity.set({ label: 'unpacking', done: 0, item: 'bash' });
  expect(told.at(-1)).toMatchObject({ label: 'unpacking', item: 'bash' });
});

test('what was held back is reported before the work turns to something else', () => {
  const { activity, told } = start(10);
  activity.add(10);
  activity.set({ label: 'unpacking', done: 0 });
  expect(told.map(({ label, done }) => [label, done])).toEqual([
    ['downloading', 0],
    ['downloading', 10],
    ['unpacking', 0],
  ]);
});

test('nothing is reported after the end, though something was held back', async () => {
  const { activity, clock, told } = start();
  activity.add(1);
  activity.end();
  activity.add(1);
  activity.set({ label: 'more' });
  activity.end();
  await clock.step(1000);
  expect(told.filter(({ ended }) => ended)).toHaveLength(1);
  expect(told).toHaveLength(2);
});

test('two activities have names of their own', () => {
  const { begin, told } = start();
  begin({ label: 'other', unit: 'items' });
  expect(new Set(told.map(({ id }) => id)).size).toBe(2);
});

test('bytes that pass are counted, also when they break off', async () => {
  const { activity, told } = start();
  const source = async function* () {
    yield Buffer.alloc(3);
    yield Buffer.alloc(4);
    throw new Error('broken');
  };
  const read = async () => {
    for await (const _ of countBytes(source(), activity));
  };
  await expect(read()).rejects.toThrow('broken');
  activity.end();
  expect(told.at(-1)).toMatchObject({ done: 7, ended: true });
});
