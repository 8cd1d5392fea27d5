import { makeEntry, type TarEntry, type TarItem } from '../../tar';
import { listLayer } from '../listing/list-layer';
import { compareEntries } from './compare-entries';
import { type ImageEntries, mergeListings } from './merge-listings';

type Given = Pick<TarEntry, 'type' | 'path'> & Partial<TarEntry> & { readonly content?: string };

async function* stream(entries: readonly Given[]): AsyncGenerator<TarItem> {
  for (const { content = '', ...entry } of entries) {
    yield { kind: 'entry', entry: makeEntry({ ...entry, size: content.length }) };
    if (content !== '') yield { kind: 'data', bytes: Buffer.from(content) };
  }
}

const file = (path: string, content: string, more: Partial<TarEntry> = {}): Given => ({
  ...{ type: 'file', path, content },
  ...more,
});
const folder = (path: string, more: Partial<TarEntry> = {}): Given => ({ type: 'directory', path, ...more });
const link = (path: string, to: string): Given => ({ type: 'symlink', path, link: to });

async function merge(...layers: readonly (readonly Given[])[]): Promise<ImageEntries> {
  const listed = await Promise.all(layers.map((layer) => listLayer(stream(layer), () => false)));
  return mergeListings(listed.map(({ listing }) => listing));
}

async function diff(before: readonly (readonly Given[])[], after: readonly (readonly Given[])[]) {
  const changes = compareEntries(await merge(...before), await merge(...after));
  return changes.map(({ path, kind, aspects }) => [kind, path, ...aspects].join(' '));
}

test('layers lie over each other: replaced, removed and opaque, and what took the place of a folder', async () => {
  const base = [
    ...[folder('a'), file('a/x', '1'), folder('b'), file('b/deep', '1'), folder('c'), file('c/old', '1')],
    ...[file('d', '1'), file('.whole', '1')],
  ];
  const merged = await merge(base, [
    file('.wh.d', ''),
    file('b', 'now a file'),
    file('c/.wh..wh..opq', ''),
    file('c/new', '2'),
  ]);
  expect([...merged.keys()].sort()).toEqual(['.whole', 'a', 'a/x', 'b', 'c', 'c/new']);
  expect(merged.get('c/new')?.layer).toBe(1);
});

test('a hard link is the file that it links to, content and all', async () => {
  const hard: Given = { type: 'hardlink', path: 'b', link: 'a' };
  const merged = await merge([file('a', 'same'), hard]);
  expect(merged.get('b')).toEqual(merged.get('a'));
  expect(merged.get('b')?.source).toBe('a');
});

test('a file that was written again as it was is no change, whatever its time', async () => {
  const one = [folder('etc'), file('etc/a', 'x', { mtime: 1 })];
  expect(await diff([one], [one, [file('etc/a', 'x', { mtime: 2 })]])).toEqual([]);
});

test('what was added, removed and changed, and in what', async () => {
  const capability = new Map([['security.capability', '\x01\x00']]);
  const before = [
    ...[file('content', '1'), file('mode', ''), file('owner', ''), file('ping', ''), link('link', 'a')],
    ...[file('gone', ''), file('label', ''), folder('kind'), file('longer', '1')],
  ];
  const after = [
    ...[file('content', '2'), file('mode', '', { mode: 0o4755 }), file('owner', '', { gid: 8 })],
    ...[file('ping', '', { xattrs: capability }), link('link', 'b'), file('new', '')],
    ...[file('label', '', { xattrs: new Map([['user.a', '1']]) }), file('kind', ''), file('longer', '11')],
  ];
  expect(await diff([before], [after])).toEqual([
    'changed content content',
    'removed gone',
    'changed kind type',
    'changed label attributes',
    'changed link target',
    'changed longer content',
    'changed mode mode',
    'added new',
    'changed owner owner',
    'changed ping capability',
  ]);
});

test('rights of symlinks do not count: archives do not agree about them', async () => {
  expect(await diff([[link('a', 'b')]], [[{ ...link('a', 'b'), mode: 0o777 }]])).toEqual([]);
});
