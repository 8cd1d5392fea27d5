import { Failure } from '@strata/diagnostics';
import { createFakeClock } from '@strata/sdk/testing';
import { problem } from '../codes';
import { Trouble } from './trouble';
import { type Try, waitUntilConnected } from './wait';

const never = new AbortController().signal;
const unreachable = () => new Trouble('unreachable', problem('COM005', { detail: 'Nothing there.' }));
const refused = () => new Trouble('login', problem('COM006', { detail: 'Go away.' }));

function start(
  troubles: readonly Trouble[],
  patience: { timeout?: number; attempts?: number },
  isNear = false,
) {
  const tried: Try[] = [];
  const clock = createFakeClock();
  const left = [...troubles];
  const connect = async (bounds: Try) => {
    tried.push(bounds);
    const trouble = left.length > 1 ? left.shift() : left[0];
    if (trouble) throw trouble;
    return 'in';
  };
  const result = waitUntilConnected(connect, {
    ...{ patience, clock, signal: never, isNear },
    onWait: () => {},
  });
  return { result, clock, tried, getTries: () => tried.length };
}

test('refused logins count as attempts, machines that do not answer do not', async () => {
  const { result, clock, getTries } = start([unreachable(), unreachable(), refused()], { attempts: 2 });
  const error = await result.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).diagnostics[0]).toMatchObject({
    code: 'COM006',
    detail: 'Go away. Given up after 4 tries in 17 s (ssh_handshake_attempts = 2).',
  });
  expect(getTries()).toBe(4);
  expect(clock.sleeps).toEqual([5_000, 5_000, 7_000]);
});

test('with a timeout alone, logins are refused as often as there is time', async () => {
  const { result, getTries } = start([refused()], { timeout: 60_000 });
  await expect(result).rejects.toThrow('ssh_timeout = 60s');
  expect(getTries()).toBe(10);
});

test('what cannot pass ends the wait at once', async () => {
  const wrongKey = new Trouble('final', problem('COM007', { detail: 'Another key.' }));
  const { result, clock } = start([wrongKey], { timeout: 60_000 });
  await expect(result).rejects.toMatchObject({ diagnostics: [{ detail: 'Another key.' }] });
  expect(clock.sleeps).toEqual([]);
});

test('there is no last try without the time for one: its reason would hide the real one', async () => {
  const late = new Trouble('unreachable', problem('COM005', { detail: 'No answer in time.' }));
  const { result, clock, getTries } = start([refused(), late], { timeout: 500 });
  await expect(result).rejects.toThrow('Go away.');
  expect([getTries(), clock.sleeps]).toEqual([1, []]);
});

test('a machine behind a port of this one is asked soon again, and each time has longer for its first word', async () => {
  const troubles = [unreachable(), unreachable(), refused()];
  const { result, clock, tried } = start(troubles, { timeout: 600_000, attempts: 1 }, true);
  await expect(result).rejects.toThrow('Go away.');
  expect(clock.sleeps).toEqual([500, 500]);
  expect(tried.map(({ greeting }) => greeting)).toEqual([2_000, 2_500, 3_125]);
  expect(tried.map(({ limit }) => limit)).toEqual([60_000, 60_000, 60_000]);
});

test('a refused login is not tried sooner because the machine is near', async () => {
  const { result, clock } = start([refused()], { attempts: 2 }, true);
  await expect(result).rejects.toThrow('Go away.');
  expect(clock.sleeps).toEqual([7_000]);
});

test('no first word is waited for longer than one try takes', async () => {
  const { result, tried } = start([unreachable()], { timeout: 600_000 }, true);
  await expect(result).rejects.toThrow('Nothing there.');
  expect(Math.max(...tried.map(({ greeting }) => greeting))).toBe(60_000);
});
