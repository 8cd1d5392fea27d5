import { getPause, parseRetryAfter } from './retries';

test.each([
  [{ status: 200 }],
  [{ status: 404, code: 'ResourceNotFound' }],
  [{ status: 409, code: 'OperationNotAllowed', message: 'exceeding approved quota' }],
  [{ status: 409, code: 'PropertyChangeNotAllowed' }],
  [{ status: 501 }],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  [{}],
])('%j is not tried again', (ended) => {
  expect(getPause(ended, 1)).toBeUndefined();
});

test('pauses double up to a minute, and then it is over', () => {
  const pauses = Array.from({ length: 9 }, (_, index) => getPause({ status: 503 }, index + 1));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, undefined, undefined]);
});

test('what Azure wants counts, within reason', () => {
  expect(getPause({ status: 429, retryAfter: 5_000 }, 1)).toBe(5_000);
  expect(getPause({ status: 429, retryAfter: 3_600_000 }, 1)).toBe(60_000);
});

test('at once is not asked for eight times in a row: what Azure is at work on would not be over', () => {
  const pauses = [1, 2, 3].map((attempt) => getPause({ status: 429, retryAfter: 0 }, attempt));
  expect(pauses).toEqual([1_000, 2_000, 4_000]);
});

test('where nobody listens is told soon', () => {
  expect([1, 2, 3].map((attempt) => getPause({ code: 'ECONNREFUSED' }, attempt))).toEqual([
    1_000,
    2_000,
    undefined,
  ]);
});

test('the header holds seconds or a date', () => {
  const now = Date.parse('2026-11-22T20:00:00Z');
  expect(parseRetryAfter('17', now)).toBe(17_000);
  expect(parseRetryAfter('Sun, 22 Nov 2026 20:00:30 GMT', now)).toBe(30_000);
  expect(parseRetryAfter('Sun, 22 Nov 2026 19:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('soon', now)).toBeUndefined();
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
});
