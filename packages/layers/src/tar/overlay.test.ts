import type { Failure } from '@strata/diagnostics';
import { sourceDateEpoch } from '../source-date-epoch';
import { makeEntry, type TarEntry, type TarItem } from './entry';
import { toLayerTar, toOverlayTree } from './overlay';

async function* makeItems(entries: readonly TarEntry[]): AsyncGenerator<TarItem> {
  for (const entry of entries) yield { kind: 'entry', entry };
}

async function collect(items: AsyncIterable<TarItem>): Promise<readonly TarEntry[]> {
  const entries: TarEntry[] = [];
  for await (const item of items) if (item.kind === 'entry') entries.push(item.entry);
  return entries;
}

async function getCode(items: AsyncIterable<TarItem>): Promise<string> {
  const failure = await collect(items).catch((error: unknown) => error);
  return (failure as Failure).diagnostics.map(({ code }) => code).join();
}

const xattrs = (...names: string[]) => new Map(names.map((name) => [name, 'y']));
const toLayer = (...entries: TarEntry[]) => toLayerTar(makeItems(entries), sourceDateEpoch);
const toTree = (...entries: TarEntry[]) => toOverlayTree(makeItems(entries), { devices: false });

test('a tree keeps the attributes that belong to an image and none that belong to a machine', async () => {
  const names = [
    ...['security.capability', 'user.mine', 'system.posix_acl_access', 'security.selinux'],
    ...['trusted.overlay.opaque', 'user.overlay.origin', 'user.overlay.impure', 'user.strata.other'],
  ];
  const [file] = await collect(toLayer(makeEntry({ type: 'file', path: 'a', xattrs: xattrs(...names) })));
  expect([...(file?.xattrs.keys() ?? [])]).toEqual([
    'security.capability',
    'user.mine',
    'system.posix_acl_access',
  ]);
});

test('no time of a layer is later than the limit', async () => {
  const times = [0, sourceDateEpoch, sourceDateEpoch + 1, -5];
  const entries = times.map((mtime) => makeEntry({ type: 'file', path: 'a', mtime }));
  expect((await collect(toLayer(...entries))).map(({ mtime }) => mtime)).toEqual([
    0,
    sourceDateEpoch,
    sourceDateEpoch,
    0,
  ]);
});

test('devices become marked files in the tree of an ordinary user, and devices again in the tar', async () => {
  const device = makeEntry({ type: 'block', path: 'sda', mode: 0o660, major: 8, minor: 1 });
  const marked = await collect(toTree(device));
  expect(marked).toMatchObject([
    { type: 'file', mode: 0o660, xattrs: new Map([['user.strata.device', 'b 8:1']]) },
  ]);
  expect(await collect(toLayer(...marked))).toEqual([device]);
});

test.each(['user.overlay.redirect', 'user.overlay.metacopy'])(
  'a tree with %s is refused: its content is elsewhere',
  async (name) => {
    expect(await getCode(toLayer(makeEntry({ type: 'directory', path: 'a', xattrs: xattrs(name) })))).toBe(
      'LAY012',
    );
  },
);

test('a file whose name would mean a removed file is refused', async () => {
  expect(await getCode(toLayer(makeEntry({ type: 'file', path: 'etc/.wh.passwd' })))).toBe('LAY021');
});

test.each([
  makeEntry({ type: 'file', path: '../etc/passwd' }),
  makeEntry({ type: 'file', path: 'a/../../b' }),
  makeEntry({ type: 'hardlink', path: 'a', link: '../b' }),
])('a member that leads out of its tree is refused: $type $path', async (entry) => {
  expect(await getCode(toTree(entry))).toBe('LAY022');
});

test('names with dots that lead nowhere else are taken', async () => {
  expect(await collect(toTree(makeEntry({ type: 'file', path: 'a..b/..c' })))).toHaveLength(1);
});
