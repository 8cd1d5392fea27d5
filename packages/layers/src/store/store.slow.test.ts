import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { findLeftOvers, makeTemporaryStore } from '../testing/temporary-store';

test('a layer that is committed twice has the same digest, and nothing is left in between', async () => {
  await using box = await makeTemporaryStore();
  const script = 'mkdir -p etc var/log; echo hello >etc/motd; date >var/log/today; sleep 0.01';
  const first = await box.commit(script);
  const second = await box.commit(script);
  expect(second).toEqual(first);
  expect(first.diffId).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await findLeftOvers(box.store)).toEqual([]);
  const directory = await box.store.layerDirectory(first.diffId);
  expect(await box.sh('cat etc/motd; find . -newermt @1700000000; stat -c %s var/log/today', directory)).toBe(
    'hello\n0\n',
  );
});

alsoAsOrdinaryUser(__filename);
