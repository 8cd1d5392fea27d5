import { createFakeClock } from '@strata/sdk/testing';
import { createPace } from './pace';
import { createPatience } from './patience';
import { createPersistence } from './persistence';
import { createSlots } from './slots';
import { classifyTrouble } from './trouble';

const { signal } = new AbortController();

/** A service that lets through so many requests a second, and refuses all others, each after a millisecond. */
async function askLimited(perSecond: number, seconds: number) {
  const clock = createFakeClock(0);
  const pace = createPace(clock);
  let room = perSecond;
  let filled = 0;
  const counted = { passed: 0, refused: 0 };
  while (clock.now() < seconds * 1000) {
    await pace.wait(signal);
    clock.advance(1);
    room = Math.min(perSecond, room + ((clock.now() - filled) / 1000) * perSecond);
    filled = clock.now();
    if (room >= 1) {
      room -= 1;
      counted.passed += 1;
      pace.succeeded();
    } else {
      counted.refused += 1;
      pace.throttled();
    }
  }
  return counted;
}

test('the pace stays near the limit that it finds, and asks little in vain', async () => {
  const { passed, refused } = await askLimited(200, 30);
  expect(passed).toBeGreaterThan(0.85 * 200 * 30);
  expect(refused).toBeLessThan(0.15 * passed);
});

test('nobody is slowed down who was never refused', async () => {
  const clock = createFakeClock(0);
  const pace = createPace(clock);
  for (let request = 0; request < 100; request += 1) {
    await pace.wait(signal);
    pace.succeeded();
  }
  expect(clock.sleeps).toEqual([]);
});

test('slots grow by one for each round, and are halved once for one crowd', async () => {
  const slots = createSlots();
  const before = slots.limit;
  for (let answer = 0; answer < before + 1; answer += 1) slots.grow();
  expect(slots.limit).toBe(before + 1);
  const given = await Promise.all(Array.from({ length: 4 }, () => slots.take()));
  slots.shrink();
  slots.shrink();
  expect(slots.limit).toBe(Math.floor((before + 1) / 2));
  for (const give of given) give();
  slots.shrink();
  expect(slots.limit).toBe(Math.floor((before + 1) / 4));
});

test('who finds all slots taken waits for one', async () => {
  const slots = createSlots();
  const given = await Promise.all(Array.from({ length: slots.limit }, () => slots.take()));
  let isIn = false;
  const next = slots.take().then(() => {
    isIn = true;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  given[0]?.();
  await next;
  expect(isIn).toBe(true);
});

test('answers are waited for as long as they usually take, and longer after one was missed', () => {
  const patience = createPatience();
  expect(patience.limit).toBe(20_000);
  for (let answer = 0; answer < 50; answer += 1) patience.answered(100);
  expect(patience.limit).toBe(2000);
  patience.missed();
  expect(patience.limit).toBe(4000);
  for (let answer = 0; answer < 50; answer += 1) patience.answered(answer % 2 ? 2000 : 4000);
  expect(patience.limit).toBeGreaterThan(5000);
});

test('a snapshot that is not known yet is asked for for two minutes, a broken line some times', () => {
  const clock = createFakeClock(0);
  const persistence = createPersistence(clock);
  clock.advance(120_000);
  expect(persistence.getWait('not-visible', 9)).toBeGreaterThan(0);
  expect(persistence.getWait('broken', 5)).toBeGreaterThan(0);
  expect(persistence.getWait('broken', 12)).toBeUndefined();
  expect(persistence.getWait('final', 1)).toBeUndefined();
  clock.advance(60_000);
  expect(persistence.getWait('not-visible', 10)).toBeUndefined();
  expect(persistence.getWait('throttled', 10)).toBeUndefined();
  persistence.succeeded();
  expect(persistence.getWait('throttled', 10)).toBeGreaterThan(0);
});

const answered = (name: string, httpStatusCode = 400, more: object = {}) => ({
  ...{ name, message: '', $metadata: { httpStatusCode } },
  ...more,
});

test.each([
  [answered('RequestThrottledException'), 'throttled'],
  [answered('Whatever', 429), 'throttled'],
  [answered('ResourceNotFoundException', 404), 'not-visible'],
  [answered('ValidationException', 400, { Reason: 'WRITE_REQUEST_TIMEOUT' }), 'broken'],
  [answered('ValidationException', 400, { Reason: 'INVALID_BLOCK' }), 'final'],
  [answered('Whatever', 503), 'broken'],
  [{ name: 'Error', code: 'ECONNRESET' }, 'broken'],
  [{ name: 'TimeoutError' }, 'broken'],
  [{ name: 'AbortError' }, 'broken'],
  [answered('AccessDeniedException', 403), 'final'],
  [answered('ServiceQuotaExceededException', 402), 'final'],
  [undefined, 'final'],
])('%j is %s', (error, trouble) => {
  expect(classifyTrouble(error)).toBe(trouble);
});
