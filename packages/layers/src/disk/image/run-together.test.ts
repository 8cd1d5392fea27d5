import { setTimeout as sleep } from 'node:timers/promises';
import { runTogether } from './run-together';

test('both works give what they made', async () => {
  expect(
    await runTogether(
      async () => 1,
      async (_, first) => `${await first} and two`,
    ),
  ).toEqual([1, '1 and two']);
});

test('a work that fails breaks off the other, which is waited for', async () => {
  const ended: string[] = [];
  const endless = async (signal: AbortSignal): Promise<void> => {
    try {
      await sleep(60_000, undefined, { signal });
    } finally {
      await sleep(10);
      ended.push('broken off');
    }
  };
  const failing = async () => Promise.reject(new Error('a file is missing'));
  await expect(runTogether(endless, failing)).rejects.toThrow('a file is missing');
  expect(ended).toEqual(['broken off']);
});

test('who asks for both to end hears that', async () => {
  const endless = (signal: AbortSignal) => sleep(60_000, undefined, { signal });
  await expect(runTogether(endless, endless, AbortSignal.abort())).rejects.toThrow(/abort/i);
});
