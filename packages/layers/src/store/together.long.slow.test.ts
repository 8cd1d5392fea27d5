import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { type StoreProcess, startStoreProcess } from '../testing/start-store-process';
import { findLeftOvers, makeTemporaryStore, type TemporaryStore } from '../testing/temporary-store';

const started: StoreProcess[] = [];

async function start(box: TemporaryStore): Promise<StoreProcess> {
  const child = startStoreProcess(box.store.directory);
  started.push(child);
  expect(await child.ask('open')).toBe('open');
  return child;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.kill()));
});

/** Many small files and one large: long enough for a kill to hit any phase. */
const script =
  'mkdir d; for i in $(seq 300); do echo $i >d/$i; done; seq 2000000 >big; mkdir -m 0 d/closed; chown 9:9 d';

describe('several processes and one store', () => {
  test('a key is held by one at a time; the others wait and are told for whom', async () => {
    await using box = await makeTemporaryStore();
    const [one, two] = [await start(box), await start(box)];
    expect(await one.ask('hold', 'k')).toBe('held');
    two.send('hold', 'k');
    const waits: number[] = [];
    const signal = AbortSignal.timeout(300);
    await expect(box.store.hold('k', { signal, onWait: ({ pid }) => waits.push(pid) })).rejects.toThrow();
    expect(waits[0]).toBe(one.pid);
    expect(await one.ask('release')).toBe('released');
    expect(await two.answer()).toBe('held');
    await using other = await box.store.hold('other');
    expect(other).toBeDefined();
  });

  test('a key held by a process that was killed is free at once', async () => {
    await using box = await makeTemporaryStore();
    const one = await start(box);
    expect(await one.ask('hold', 'k')).toBe('held');
    await one.kill();
    const waits: number[] = [];
    await using _ = await box.store.hold('k', { onWait: ({ pid }) => waits.push(pid) });
    expect(waits).toEqual([]);
  });

  test('no two ever hold a key at once, whoever comes and goes', async () => {
    await using box = await makeTemporaryStore();
    let inside = 0;
    const work = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) {
        await using _ = await box.store.hold('k');
        expect(++inside).toBe(1);
        await sleep(1);
        inside--;
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  });

  test('two that commit the same layer at once both get it', async () => {
    await using box = await makeTemporaryStore();
    const [one, two] = [await start(box), await start(box)];
    for (const child of [one, two]) child.send('commit', script);
    for (const child of [one, two]) expect(await child.answer()).toBe('drafted');
    const [first, second] = [await one.answer(), await two.answer()];
    expect(first).toMatchObject({ diffId: expect.stringMatching(/^sha256:/) });
    expect(second).toEqual(first);
    expect(await findLeftOvers(box.store)).toEqual([]);
  });

  test('a build killed at any moment of a commit leaves nothing that a sweep does not find', async () => {
    await using box = await makeTemporaryStore();
    const reference = await box.commit(script);
    await box.sh('rm -rf store/layers/* store/l/* store/records/* store/blobs/sha256/*');
    for (let moment = 0; moment < 12; moment++) {
      const child = await start(box);
      child.send('commit', `${script}; echo ${moment} >moment`);
      expect(await child.answer()).toBe('drafted');
      await sleep(moment * 40);
      await child.kill();
      const alive = await start(box);
      expect(await alive.ask('hold', 'alive')).toBe('held');
      await Promise.all([box.store.sweep(), (await box.reopen()).sweep()]);
      expect(await box.store.sweep()).toEqual([]);
      expect(await readdir(join(box.store.directory, 'tmp'))).toEqual([]);
      expect(await readdir(join(box.store.directory, 'locks'))).toHaveLength(1);
      await alive.kill();
    }
    expect(await box.commit(script)).toEqual(reference);
    expect((await box.store.verify()).damaged).toEqual([]);
  }, 120_000);

  test('a sweep leaves alone what a living build is at', async () => {
    await using box = await makeTemporaryStore();
    const child = await start(box);
    child.send('commit', `${script}; sleep 1`);
    while ((await readdir(join(box.store.directory, 'tmp'))).length === 0) await sleep(10);
    expect(await box.store.sweep()).toEqual([]);
    expect(await child.answer()).toBe('drafted');
    expect(await child.answer()).toMatchObject({ size: expect.any(Number) });
  });
});

describe('collect', () => {
  /** As if the process that used these layers had ended. */
  const endUse = (box: TemporaryStore) => box.sh('rm -f store/pins/*');

  test('removes the longest unused that nobody needs, until the store fits, with keys and trees', async () => {
    await using box = await makeTemporaryStore();
    const layers = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      layers.push(await box.commit(`head -c 100000 /dev/urandom >${name}`));
      await box.store.remember(name, layers.slice(-1));
    }
    await endUse(box);
    await box.sh(`touch -d @1 store/used/*; touch -d @2 store/used/${layers[0]?.diffId.slice(7)}`);
    const store = await box.reopen();
    const keep = [layers[1]?.diffId as string];
    const planned = await store.collect({ keep, maxBytes: 450_000, dryRun: true });
    expect(planned.removed).toHaveLength(2);
    expect(new Set(planned.removed)).toEqual(new Set([layers[2]?.diffId, layers[3]?.diffId]));
    expect(await readdir(join(box.folder, 'store/layers'))).toHaveLength(4);
    expect(await store.collect({ keep, maxBytes: 450_000 })).toEqual(planned);
    expect(planned.freedBytes).toBeGreaterThan(400_000);
    for (const place of ['layers', 'l', 'records', 'blobs/sha256', 'keys', 'used']) {
      expect([place, (await readdir(join(box.folder, 'store', place))).length]).toEqual([place, 2]);
    }
    expect(await store.find('a')).toEqual([layers[0]]);
    expect(await store.find('c')).toBeUndefined();
    expect(await findLeftOvers(store)).toEqual([]);
  });

  test('never takes a layer that a living process relies on', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('touch a');
    const child = await start(box);
    expect(await child.ask('unpack', layer.diffId)).toContain(layer.diffId.slice(7));
    await box.sh(`rm store/pins/${box.store.context.owner}`);
    const store = await box.reopen();
    expect((await store.collect({ keep: [] })).removed).toEqual([]);
    await child.kill();
    expect((await store.collect({ keep: [] })).removed).toEqual([layer.diffId]);
  });

  test('takes away what killed builds left without a record', async () => {
    await using box = await makeTemporaryStore();
    await box.commit('touch a');
    await endUse(box);
    await box.sh('rm store/records/*');
    await (await box.reopen()).collect({ keep: [], maxBytes: 1e9 });
    for (const place of ['layers', 'l', 'blobs/sha256', 'used']) {
      expect(await readdir(join(box.folder, 'store', place))).toEqual([]);
    }
  });
});

alsoAsOrdinaryUser(__filename);
