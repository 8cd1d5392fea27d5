import { createFaults } from './faults';
import { createRateLimiter } from './rates';
import { createClock } from './state/clock';
import { createCountdown } from './state/countdown';
import { type Bed, home, openBed } from './testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed({ rates: { DescribeRegions: { burst: 2, perSecond: 1 } } });
});
afterAll(() => bed[Symbol.asyncDispose]());

test('too many requests are refused, each action by a bucket of its own that fills up again', async () => {
  const ask = () => bed.ec2.describeRegions({});
  await ask();
  await ask();
  await expect(ask()).rejects.toMatchObject({
    name: 'RequestLimitExceeded',
    $metadata: { httpStatusCode: 503 },
  });
  await bed.ec2.describeImages({});
  bed.fake.cloud.clock.advance(1000);
  await expect(ask()).resolves.toBeDefined();
});

test('accounts and regions have buckets of their own, which hold no more than they can', () => {
  const clock = createClock();
  const rates = createRateLimiter({ '*': { burst: 1, perSecond: 1 } }, clock);
  const ask = (account: string, region: string) => rates.allows(account, region, 'X');
  expect([ask('1', 'a'), ask('1', 'a'), ask('1', 'b'), ask('2', 'a')]).toEqual([true, false, true, true]);
  clock.advance(60_000);
  expect([ask('1', 'a'), ask('1', 'a')]).toEqual([true, false]);
});

test('a fault lets some calls pass, meets some, and is gone after its time', () => {
  const clock = createClock();
  const faults = createFaults(clock);
  const take = (region = 'a') => faults.take('X', region) !== undefined;
  faults.add({ action: 'X', skip: 1, times: 2, code: 'Throttling' });
  expect([take(), take(), take(), take()]).toEqual([false, true, true, false]);
  faults.add({ action: 'X', lasts: 60_000, region: 'a', code: 'InvalidAMIID.NotFound' });
  expect([take(), take('b'), take()]).toEqual([true, false, true]);
  clock.advance(60_000);
  expect(take()).toBe(false);
});

test('what is pending is over after its looks and its time', () => {
  const clock = createClock();
  const countdown = createCountdown({ looks: 1, milliseconds: 1000 }, clock);
  expect([countdown.look(), countdown.look()]).toEqual([false, false]);
  clock.advance(1000);
  expect([countdown.isOver(), countdown.look()]).toEqual([true, true]);
});

test('an answer can hang, before or after what was asked for is done', async () => {
  const { faults, cloud } = bed.fake;
  const stopping = () => ({ abortSignal: AbortSignal.timeout(100) });
  const block = () => bed.ec2.disableImageBlockPublicAccess({}, stopping());
  const read = () => cloud.region(home).publicAccess.get('123456789012');
  faults.add({ action: 'DisableImageBlockPublicAccess', hang: 'before' });
  await expect(block()).rejects.toMatchObject({ name: 'AbortError' });
  expect(read()).toBeUndefined();
  faults.add({ action: 'DisableImageBlockPublicAccess', hang: 'after' });
  await expect(block()).rejects.toMatchObject({ name: 'AbortError' });
  expect(read()).toBe('unblocked');
});
