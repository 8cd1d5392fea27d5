import { createFakeClock } from '@strata/sdk/testing';
import { createBatchedLook } from './batch';

function create(known: readonly string[]) {
  const requests: (readonly string[])[] = [];
  const context = { ports: { clock: createFakeClock() }, signal: new AbortController().signal };
  const look = createBatchedLook<{ readonly id: string }>(context, {
    getId: ({ id }) => id,
    describe: async (ids) => {
      requests.push(ids);
      return ids.filter((id) => known.includes(id)).map((id) => ({ id }));
    },
  });
  return { look, requests };
}

test('those who look at a time share a request, and each gets its own', async () => {
  const { look, requests } = create(['a', 'b']);
  expect(await Promise.all([look('a'), look('b'), look('a'), look('c')])).toEqual([
    { id: 'a' },
    { id: 'b' },
    { id: 'a' },
    undefined,
  ]);
  expect(requests).toEqual([['a', 'b', 'c']]);
});

test('a later look is a request of its own', async () => {
  const { look, requests } = create(['a']);
  await look('a');
  await look('a');
  expect(requests).toHaveLength(2);
});

test('a request asks for no more than a filter takes', async () => {
  const ids = Array.from({ length: 450 }, (_, index) => `i-${index}`);
  const { look, requests } = create(ids);
  const found = await Promise.all(ids.map(look));
  expect(found.map((each) => each?.id)).toEqual(ids);
  expect(requests.map((request) => request.length)).toEqual([200, 200, 50]);
});

test('a request that fails fails for all who share it, and the next one asks anew', async () => {
  let isDown = true;
  const context = { ports: { clock: createFakeClock() }, signal: new AbortController().signal };
  const look = createBatchedLook<string>(context, {
    getId: (id) => id,
    describe: async (ids) => {
      if (isDown) throw new Error('down');
      return ids;
    },
  });
  const answers = await Promise.allSettled([look('a'), look('b')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await look('a')).toBe('a');
});
