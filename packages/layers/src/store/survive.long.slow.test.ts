import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { LayerRecord } from '@strata/sdk';
import { sourceDateEpoch } from '../source-date-epoch';
import { makeEntry, type TarEntry, type TarItem, writeTar } from '../tar';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import {
  findLeftOvers,
  makeTemporaryStore,
  readLayer,
  type TemporaryStore,
} from '../testing/temporary-store';
import { getStoredLayer, readLayerTar } from './blob';

type Member = TarEntry & { readonly content?: string };

async function* makeItems(members: readonly Member[]): AsyncGenerator<TarItem> {
  for (const { content = '', ...entry } of members) {
    yield { kind: 'entry', entry: { ...entry, size: content.length } };
    if (content !== '') yield { kind: 'data', bytes: Buffer.from(content, 'latin1') };
  }
}

/** A layer is unpacked by another process, which has not seen it yet and finds no tree. */
async function forgetTree(box: TemporaryStore, { diffId }: LayerRecord): Promise<void> {
  await box.sh(`rm -rf layers/${diffId.slice(7)}`, box.store.directory);
}

const time = 1_600_000_000;
const longName = `etc/${'long-name-'.repeat(20)}/${'ü'.repeat(60)}`;
/** Version 2 of a file capability: cap_net_raw+ep. */
const capability = '\x01\0\0\x02\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0';

/** In the order of names, as a tree is stored. */
const odd: readonly Member[] = [
  makeEntry({ type: 'directory', path: '', mtime: time }),
  makeEntry({
    type: 'file',
    path: 'bin',
    mode: 0o6755,
    uid: 12_345,
    gid: 54_321,
    mtime: time,
    content: 'x',
  } as Member),
  makeEntry({ type: 'directory', path: 'dev', mtime: time }),
  makeEntry({ type: 'character', path: 'dev/null', mode: 0o666, major: 1, minor: 3, mtime: time }),
  makeEntry({ type: 'block', path: 'dev/sda', mode: 0o660, gid: 6, major: 8, minor: 0, mtime: time }),
  makeEntry({ type: 'fifo', path: 'dev/xconsole', mode: 0o640, mtime: time }),
  makeEntry({ type: 'directory', path: 'etc', mode: 0o2750, gid: 7, mtime: time }),
  makeEntry({ type: 'directory', path: longName.slice(0, longName.lastIndexOf('/')), mtime: time }),
  makeEntry({
    type: 'file',
    path: Buffer.from(longName).toString('latin1'),
    mtime: time,
    content: 'y',
  } as Member),
  makeEntry({ type: 'directory', path: 'hidden', mtime: time }),
  makeEntry({ type: 'file', path: 'hidden/.wh..wh..opq', mode: 0, mtime: sourceDateEpoch }),
  makeEntry({ type: 'file', path: 'hidden/new', mtime: time }),
  makeEntry({ type: 'symlink', path: 'link', link: '/etc/../../outside', mode: 0o777, mtime: time }),
  makeEntry({ type: 'symlink', path: 'link-long', link: 'b/'.repeat(150), mode: 0o777, mtime: time }),
  makeEntry({ type: 'file', path: 'na\xffme', mtime: time }),
  makeEntry({ type: 'hardlink', path: 'na\xffme2', link: 'na\xffme', mtime: time }),
  makeEntry({ type: 'file', path: 'new\nline "quoted" \\ back\tslash', mtime: time }),
  makeEntry({ type: 'file', path: 'old', mtime: 1, xattrs: new Map([['user.bytes', 'a\0\n=\xff']]) }),
  makeEntry({
    type: 'file',
    path: 'ping',
    mode: 0o755,
    mtime: time,
    xattrs: new Map([['security.capability', capability]]),
  }),
  makeEntry({ type: 'file', path: '.wh.removed', mode: 0, mtime: sourceDateEpoch }),
  makeEntry({ type: 'directory', path: 'tmp', mode: 0o1777, mtime: time }),
];

describe('everything a file system can hold survives', () => {
  test('an archive of odd things is stored as it is, and again after it was unpacked', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.store.importTar(writeTar(makeItems(odd)), { normalize: false });
    const stored = await readLayer(box.store, layer.diffId);
    expect(stored).toEqual(
      odd.map((member) => ({ content: '', ...member, size: member.content?.length ?? 0 })),
    );

    await forgetTree(box, layer);
    const other = await box.reopen();
    await other.layerDirectory(layer.diffId);
    const draft = await other.draft('again');
    await box.sh(`cp -a ${await other.layerDirectory(layer.diffId)}/. ${draft.upper}`);
    expect(await other.commit(draft, { normalize: false })).toEqual(layer);
    expect(await findLeftOvers(box.store)).toEqual([]);
  });

  test('removed files, replaced folders and hard links of a real step arrive in the stack', async () => {
    await using box = await makeTemporaryStore();
    const base = await box.commit(
      'mkdir -p kept gone/deep; echo 1 >kept/a; echo 1 >gone/deep/b; echo 1 >old; ln old old2',
    );
    const step = await box.step(
      [base],
      'rm old; rm -r gone; mkdir gone; echo 2 >gone/c; rm kept/a; ln gone/c kept/c',
    );
    const paths = (await readLayer(box.store, step.diffId)).map(({ path }) => path);
    expect(paths).toEqual([
      '',
      'gone',
      'gone/.wh..wh..opq',
      'gone/c',
      'kept',
      'kept/.wh.a',
      'kept/c',
      '.wh.old',
    ]);

    for (const layer of [base, step]) await forgetTree(box, layer);
    const files = 'find . -type f -links 2 -printf "%P\\n" | sort';
    expect(await box.look([base, step], files)).toBe('gone/c\nkept/c\nold2\n');
  });

  test('a stack of forty layers can be mounted and built upon', async () => {
    await using box = await makeTemporaryStore();
    const stack = [await box.commit('mkdir d; echo 0 >last')];
    for (let at = 1; at < 40; at++) {
      stack.push(
        await box.step(
          stack,
          `test $(cat last) = ${at - 1}; echo ${at} >last; echo >d/${at}; rm -f d/${at - 2}`,
        ),
      );
    }
    expect(await box.look(stack, 'cat last; ls d')).toBe('39\n38\n39\n');
    expect(new Set(stack.map(({ diffId }) => diffId)).size).toBe(40);
  }, 60_000);

  test('a layer of more than a gibibyte is stored and unpacked', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('truncate --size=1025M zeros; echo end >zz');
    expect(layer.size).toBeGreaterThan(1025 * 2 ** 20);
    await forgetTree(box, layer);
    const directory = await (await box.reopen()).layerDirectory(layer.diffId);
    expect(await box.sh('stat -c %s zeros; cat zz', directory)).toBe(`${1025 * 2 ** 20}\nend\n`);
  }, 120_000);

  test('a foreign layer may put its marks anywhere, and removals of what it brings itself', async () => {
    await using box = await makeTemporaryStore();
    const base = await box.commit('mkdir -p a b c; touch a/1 b/1 c/1');
    const members = [
      makeEntry({ type: 'file', path: './a/.wh..wh..opq' }),
      makeEntry({ type: 'directory', path: './a', mode: 0o700 }),
      makeEntry({ type: 'directory', path: './b', mode: 0o700 }),
      makeEntry({ type: 'file', path: './b/2' }),
      makeEntry({ type: 'file', path: './.wh.b' }),
      makeEntry({ type: 'file', path: './.wh.c' }),
      makeEntry({ type: 'file', path: './c' }),
    ];
    const layer = await box.store.importTar(writeTar(makeItems(members)));
    const seen = await box.look([base, layer], 'find . -mindepth 1 -printf "%P %y %m\\n" | sort');
    expect(seen).toBe('a d 700\nb d 700\nb/2 f 644\nc f 644\n');
  });
});

test('an archive is the same layer however GNU tar has written and packed it', async () => {
  await using box = await makeTemporaryStore();
  const name = 'n'.repeat(200);
  const script = `mkdir -p a/b; echo x >a/${name}; ln a/${name} a/b/h; ln -s ${name}/${name} l; truncate -s 3M s; printf end >>s; touch -h -d @1600000000 s a/b a l .`;
  await box.sh(`mkdir t; cd t; ${script}`);
  const ways = [
    '--format=gnu',
    '--format=posix',
    '--format=posix --sparse',
    '-z',
    '-J',
    '--zstd',
    '-j',
    '--format=gnu -b 1',
  ];
  const layers: LayerRecord[] = [];
  for (const way of ways) {
    await box.sh(`tar -C t -cf t.tar ${way} .`);
    layers.push(await box.store.importTar(createReadStream(join(box.folder, 't.tar'))));
  }
  expect(layers).toEqual(ways.map(() => layers[0]));
  const entries = await readLayer(box.store, (layers[0] as LayerRecord).diffId);
  expect(entries.find(({ path }) => path === 's')?.size).toBe(3 * 2 ** 20 + 3);
  await box.sh('tar -C t -cf t.tar --format=gnu --sparse .');
  await expect(box.store.importTar(createReadStream(join(box.folder, 't.tar')))).rejects.toThrow(
    'sparse file',
  );
  expect(await findLeftOvers(box.store)).toEqual([]);
}, 30_000);

test('what a layer holds does not depend on the way it came', async () => {
  await using box = await makeTemporaryStore();
  const made = await box.commit(
    'mkdir -p etc usr/bin; echo x >etc/a; ln etc/a etc/b; chmod 4755 etc/a; ln -s a etc/c',
  );
  const tar = readLayerTar(box.store.context, await getStoredLayer(box.store.context, made.diffId));
  expect(await box.store.importTar(tar)).toEqual(made);
});

alsoAsOrdinaryUser(__filename);
