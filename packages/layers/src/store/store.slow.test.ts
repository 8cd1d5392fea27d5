import { join } from 'node:path';
import type { Failure } from '@strata/diagnostics';
import { sourceDateEpoch } from '../source-date-epoch';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { findLeftOvers, makeTemporaryStore, readLayer } from '../testing/temporary-store';
import { openStore } from './open';

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

test('a layer has the same digest for root and for everyone, today and next year', async () => {
  await using box = await makeTemporaryStore();
  const layer = await box.commit(`
    mkdir -p etc/ssh var/log/apt var/lib/dpkg var/cache/apt/archives var/lib/dbus usr/bin root
    printf 'root:*:19000:0:99999:7:::\\nme:!:%s::::::\\n' $(($(date +%s) / 86400)) >etc/shadow
    date >etc/machine-id; date >var/lib/dbus/machine-id; date >var/log/dpkg.log; date >var/log/apt/term.log
    date >etc/ssh/ssh_host_rsa_key; date >var/cache/apt/pkgcache.bin; date >var/lib/dpkg/status-old
    echo program >usr/bin/app; chmod 4755 usr/bin/app; chown 0:42 etc/shadow; chmod 640 etc/shadow
    touch -d @1500000000.7 usr/bin/old; ln usr/bin/app usr/bin/app2; ln -s app usr/bin/app3; chmod 700 root`);
  const entries = await readLayer(box.store, layer.diffId);
  const files = entries.filter(({ type }) => type !== 'directory');
  expect(files.map(({ path, size, mtime }) => [path, size, mtime - sourceDateEpoch])).toEqual([
    ['etc/machine-id', 0, 0],
    ['etc/shadow', 43, 0],
    ['usr/bin/app', 8, 0],
    ['usr/bin/app2', 0, 0],
    ['usr/bin/app3', 0, 0],
    ['usr/bin/old', 0, -200_000_000],
    ['var/log/apt/term.log', 0, 0],
    ['var/log/dpkg.log', 0, 0],
  ]);
  expect(files[1]?.content).toBe('root:*:19000:0:99999:7:::\nme:!:19675::::::\n');
  expect(layer).toEqual({
    diffId: 'sha256:491df27326cd707aa1eb25d7597a8aeb1556212d1a20da34dd9abed44d454765',
    size: 13824,
  });
});

test('cleaning follows no symlink out of the layer', async () => {
  await using box = await makeTemporaryStore();
  await box.sh('mkdir outside; echo precious >outside/syslog; touch outside/ssh_host_rsa_key');
  await box.commit(
    `mkdir -p var etc; ln -s ${box.folder}/outside var/log; ln -s ${box.folder}/outside etc/ssh`,
  );
  expect(await box.sh('cat outside/syslog; ls outside')).toBe('precious\nssh_host_rsa_key\nsyslog\n');
});

test('a missing zstd is named with the package that brings it', async () => {
  await using box = await makeTemporaryStore();
  await box.sh('mkdir bin; ln -s /usr/bin/* /usr/sbin/* bin/ 2>/dev/null || true; rm bin/zstd');
  const store = await openStore({
    directory: box.store.directory,
    searchPath: join(box.folder, 'bin'),
    namespace: async () => box.namespace,
  });
  const failure = await store.commit(await store.draft('a')).catch((error: unknown) => error);
  expect((failure as Failure).diagnostics).toMatchObject([
    { code: 'LAY009', hint: expect.stringContaining('apt-get install zstd') },
  ]);
  expect(await findLeftOvers(store)).toEqual([]);
});

alsoAsOrdinaryUser(__filename);
