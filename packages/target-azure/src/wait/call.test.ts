import { createTestPorts } from '@strata/sdk/testing';
import { callManager, callStorage } from './call';
import { completeOperation, LateError } from './operation';

const { signal } = new AbortController();

function refuse(status: number, code: string) {
  return Object.assign(new Error(code), { name: 'RestError', statusCode: status, code });
}

/** Fails with each of these in turn, and goes well then. */
function fail(...failures: readonly unknown[]) {
  const left = [...failures];
  return async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return 'done';
  };
}

const missing = refuse(404, 'ResourceNotFound');
const busy = refuse(503, 'ServerBusy');

test('what is young may not be known for a while', async () => {
  const { clock } = createTestPorts();
  const call = { action: 'Reading it', isYoung: true };
  expect(await callManager({ clock, signal }, call, fail(missing, missing, missing))).toBe('done');
  expect(clock.sleeps).toEqual([1_000, 2_000, 4_000]);
  const always = () => Promise.reject(missing);
  await expect(callManager({ clock, signal }, call, always)).rejects.toThrow(/Not found at Azure/);
  expect(clock.sleeps.reduce((sum, each) => sum + each, 0)).toBeLessThan(300_000);
});

test('what is old is missing at once', async () => {
  const { clock } = createTestPorts();
  await expect(callManager({ clock, signal }, { action: 'Reading it' }, fail(missing))).rejects.toThrow(
    /AZU013|Not found/,
  );
  expect(clock.sleeps).toEqual([]);
});

test('storage is asked again when it has too many requests, and not for ever', async () => {
  const { clock } = createTestPorts();
  expect(await callStorage({ clock, signal }, { action: 'Writing it' }, fail(busy, busy))).toBe('done');
  const always = () => Promise.reject(busy);
  await expect(callStorage({ clock, signal }, { action: 'Writing it' }, always)).rejects.toThrow(
    /Too many requests/,
  );
});

test('an operation is looked at ever later, and given up', async () => {
  const { clock } = createTestPorts();
  const poller = { isDone: false, result: undefined, submitted: async () => {}, poll: async () => {} };
  const work = completeOperation(
    { clock, signal },
    { request: { action: 'Making it' }, within: 100_000 },
    () => poller,
  );
  await expect(work).rejects.toThrow(LateError);
  expect(clock.sleeps.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});
