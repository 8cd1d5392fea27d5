import { inOrderOfArrival } from './in-order-of-arrival';

test('values come as they arrive', async () => {
  const releases: (() => void)[] = [];
  const wait = (value: string) => new Promise<string>((resolve) => releases.push(() => resolve(value)));
  const values = inOrderOfArrival([wait('a'), wait('b')]);
  releases[1]?.();
  expect((await values.next()).value).toBe('b');
  releases[0]?.();
  expect((await values.next()).value).toBe('a');
  expect((await values.next()).done).toBe(true);
});

test('a refusal ends it', async () => {
  await expect(inOrderOfArrival([Promise.reject(new Error('no'))]).next()).rejects.toThrow('no');
});
