import { createFakeClock } from '@strata/sdk/testing';
import { createRetries } from './retries';

function answer(name: string, status = 400) {
  return Object.assign(new Error('said'), { name, $metadata: { httpStatusCode: status } });
}

const silence = (code: string) => Object.assign(new Error(code), { code });

type Info = Parameters<ReturnType<typeof createRetries>['refreshRetryTokenForRetry']>[1];

/** As the SDK hands errors on, whose own type of them is narrower than what it throws. */
const hand = (error: Error, more: Partial<Info> = {}) => ({ error, errorType: 'TRANSIENT', ...more }) as Info;

/** How often one request is tried that always fails so, and how long is waited in between. */
async function countTries(error: Error, most = 10) {
  const clock = createFakeClock();
  const retries = createRetries({ clock, signal: new AbortController().signal, most });
  let token = await retries.acquireInitialRetryToken('');
  for (let tries = 1; ; tries++) {
    try {
      token = await retries.refreshRetryTokenForRetry(token, hand(error));
    } catch (thrown) {
      expect(thrown).toBe(error);
      return { tries, sleeps: clock.sleeps };
    }
  }
}

test.each([
  ['throttling', answer('RequestLimitExceeded', 503), 11],
  ['a fault of AWS', answer('InternalError', 500), 11],
  ['a fault with an unusual status', answer('InternalFailure', 400), 11],
  ['a time limit', Object.assign(silence('ETIMEDOUT'), { name: 'TimeoutError' }), 11],
  ['a broken connection', silence('ECONNRESET'), 11],
  ['a name that nobody knows', silence('ENOTFOUND'), 4],
  ['a port where nobody listens', silence('ECONNREFUSED'), 4],
  ['a refusal', answer('UnauthorizedOperation', 403), 1],
  ['a wrong state, which is for whoever asks', answer('IncorrectState'), 1],
  ['a certificate that is not trusted', silence('SELF_SIGNED_CERT_IN_CHAIN'), 1],
])('after %s a request is tried as often as it may help', async (_, error, tries) => {
  expect((await countTries(error)).tries).toBe(tries);
});

test('nothing is tried again where whoever asks does so', async () => {
  expect((await countTries(answer('InternalError', 500), 0)).tries).toBe(1);
});

test('no pause is longer than twenty seconds', async () => {
  const { sleeps } = await countTries(answer('InternalError', 500), 30);
  expect(sleeps).toHaveLength(30);
  expect(Math.max(...sleeps)).toBeLessThanOrEqual(20_000);
});

test('when AWS says how long to wait, that is waited', async () => {
  const clock = createFakeClock();
  const retries = createRetries({ clock, signal: new AbortController().signal, most: 3 });
  const token = await retries.acquireInitialRetryToken('');
  const error = answer('RequestLimitExceeded', 503);
  const retryAfterHint = new Date(clock.now() + 7_000);
  await retries.refreshRetryTokenForRetry(token, hand(error, { retryAfterHint }));
  expect(clock.sleeps[0]).toBe(7_000);
});

test('a request that is throttled keeps those after it apart', async () => {
  const clock = createFakeClock();
  const retries = createRetries({ clock, signal: new AbortController().signal, most: 3 });
  const token = await retries.acquireInitialRetryToken('');
  const error = answer('RequestLimitExceeded', 503);
  await retries.refreshRetryTokenForRetry(token, hand(error));
  const before = clock.sleeps.length;
  await retries.acquireInitialRetryToken('');
  expect(clock.sleeps.slice(before)).toEqual([50]);
});
