import { createClock } from './clock';

test('a sleep ends at once with the reason of an abort', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const sleep = createClock().sleep(1_000_000, abort.signal);
  abort.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(createClock().sleep(1, abort.signal)).rejects.toBe(reason);
});
