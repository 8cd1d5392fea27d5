import type { RemoveContext } from '@strata/sdk';
import { createFakeClock, createRecordingReporter, createTestPorts } from '@strata/sdk/testing';
import { removeMade } from './remove-made';

const absent = Object.assign(new Error('gone'), {
  name: 'InvalidGroup.NotFound',
  $metadata: { httpStatusCode: 400 },
});

function open() {
  const clock = createFakeClock();
  const ports = { ...createTestPorts(), clock };
  const context: RemoveContext = {
    ports,
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
  };
  return { clock, context };
}

test('what is not found and shown no more is gone', async () => {
  const { context } = open();
  const looks = [['sg-1'], []];
  await removeMade(
    context,
    async () => looks.shift(),
    () => Promise.reject(absent),
  );
  expect(looks).toEqual([]);
});

test('what is shown and not found is removed as soon as it can be', async () => {
  const { clock, context } = open();
  const there = new Set(['sg-1', 'sg-2']);
  const begun = clock.now();
  await removeMade(
    context,
    async () => [...there],
    async (id) => {
      if (id === 'sg-1' && clock.now() - begun < 60_000) throw absent;
      there.delete(id);
    },
  );
  expect([...there]).toEqual([]);
});

test('what stays so is told, so that it stays noted', async () => {
  const { context } = open();
  const removal = removeMade(
    context,
    async () => ['sg-1'],
    () => Promise.reject(absent),
  );
  await expect(removal).rejects.toBe(absent);
});
