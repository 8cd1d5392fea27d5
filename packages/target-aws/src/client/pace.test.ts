import { createFakeClock } from '@strata/sdk/testing';
import { createPace } from './pace';

const { signal } = new AbortController();

test('nothing waits while AWS does not throttle', async () => {
  const clock = createFakeClock();
  const pace = createPace(clock);
  await pace.take(signal);
  await pace.take(signal);
  expect(clock.sleeps).toEqual([]);
});

test('requests keep apart once it throttles, the more so the more often', async () => {
  const clock = createFakeClock();
  const pace = createPace(clock);
  pace.slower();
  await pace.take(signal);
  await pace.take(signal);
  pace.slower();
  await pace.take(signal);
  await pace.take(signal);
  expect(clock.sleeps).toEqual([50, 50, 100]);
});

test('the gap has an end, and good answers close it', async () => {
  const clock = createFakeClock();
  const pace = createPace(clock);
  for (let count = 0; count < 20; count++) pace.slower();
  await pace.take(signal);
  await pace.take(signal);
  expect(clock.sleeps).toEqual([2_000]);
  for (let count = 0; count < 100; count++) pace.faster();
  await pace.take(signal);
  await pace.take(signal);
  expect(clock.sleeps).toEqual([2_000]);
});
