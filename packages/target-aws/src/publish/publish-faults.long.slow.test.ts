import { setTimeout as sleep } from 'node:timers/promises';
import { findFaults, fullDestination, publishGolden } from '../testing/fault-matrix/publications';
import { getTold } from '../testing/fault-matrix/subject';
import { makeFamily, openPublishWorld, type PublishWorld } from '../testing/publish-world';

const { golden } = makeFamily();

const publish = (world: PublishWorld) => getTold(() => publishGolden(world));

/** Calls of a publication without faults. */
async function listCalls() {
  await using world = await openPublishWorld();
  expect(await publish(world)).toBe('made');
  expect(findFaults(world)).toEqual([]);
  // Who one is was asked before anything is published.
  return world.cloud.fake.log.calls.filter(({ service }) => service !== 'sts');
}

test.each(['before', 'after'] as const)(
  'one that is ended at any call, %s its effect, is gone on with',
  async (when) => {
    const calls = await listCalls();
    const problems: string[] = [];
    for (let skip = 0; skip < calls.length; skip += 1) {
      await using world = await openPublishWorld();
      const { faults: armed, log } = world.cloud.fake;
      const stop = new AbortController();
      const run = await world.openRun(fullDestination, stop.signal);
      log.clear();
      armed.add({ action: '*', skip, times: Number.MAX_SAFE_INTEGER, hang: when });
      const killed = run.publish(golden).catch(() => undefined);
      while (!log.calls.some(({ error }) => error === 'hang')) await sleep(5);
      stop.abort(new Error('killed'));
      await killed;
      armed.clear();
      const again = await publish(world);
      const found = again === 'made' ? findFaults(world) : [again];
      problems.push(...found.map((fault) => `ended at call ${skip} (${calls[skip]?.action}): ${fault}`));
    }
    expect(problems).toEqual([]);
  },
  900_000,
);
