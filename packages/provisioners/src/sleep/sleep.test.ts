import { createProvisionContext } from '@strata/sdk/testing';
import { sleep } from './provision';

test('the wait is as long as it says', async () => {
  const context = createProvisionContext();
  const before = context.ports.clock.now();
  await sleep.provision(context, { duration: 90_000 });
  expect(context.ports.clock.now() - before).toBe(90_000);
  expect(context.reporter.said).toEqual(['Waiting for 90 s']);
});

test('the end of the build ends the wait', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(sleep.provision(createProvisionContext({ signal }), { duration: 1 })).rejects.toThrow(
    'stopped',
  );
});
