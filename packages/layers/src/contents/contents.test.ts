import { makeEntry, type TarEntry, type TarItem } from '../tar';
import { createImageFiles, stackLayers } from './file-tree';
import { readLayerContents } from './layer-contents';

type Given = Pick<TarEntry, 'type' | 'path'> & Partial<TarEntry> & { readonly content?: string };

async function* stream(entries: readonly Given[]): AsyncGenerator<TarItem> {
  for (const { content = '', ...entry } of entries) {
    yield { kind: 'entry', entry: makeEntry({ ...entry, size: content.length }) };
    // In two pieces, as it may come.
    if (content !== '') yield { kind: 'data', bytes: Buffer.from(content.slice(0, 1)) };
    if (content.length > 1) yield { kind: 'data', bytes: Buffer.from(content.slice(1)) };
  }
}

const file = (path: string, content: string): Given => ({ type: 'file', path, content });
const link = (path: string, to: string): Given => ({ type: 'symlink', path, link: to });
const hardLink = (path: string, to: string): Given => ({ type: 'hardlink', path, link: to });
const folder = (path: string): Given => ({ type: 'directory', path });

/** What is seen of layers, base first. */
async function open(layers: readonly (readonly Given[])[], wants: (path: string) => boolean = () => true) {
  const contents = await Promise.all(
    layers.map((entries) => readLayerContents(() => stream(entries), wants)),
  );
  const files = createImageFiles(stackLayers(contents));
  return { list: files.list(), read: (path: string) => files.read(path)?.toString() };
}

test('only wanted files are kept, whole', async () => {
  const { list, read } = await open([[file('a/b', 'hello'), file('a/c', 'other')]], (path) => path === 'a/b');
  expect(list).toEqual(['a/b']);
  expect([read('a/b'), read('a/c')]).toEqual(['hello', undefined]);
});

test('a layer replaces files of those below', async () => {
  const { read } = await open([[file('a', '1'), file('b', '1')], [file('a', '2')]]);
  expect([read('a'), read('b')]).toEqual(['2', '1']);
});

test('removed files and folders are gone, and what the layer itself puts there is seen', async () => {
  const { list } = await open([
    [file('a', '1'), file('f/x', '1'), file('g/x', '1'), file('g/y', '1')],
    // The mark of g stands behind what the layer has there.
    [file('.wh.a', ''), file('.wh.f', ''), folder('g'), file('g/z', '2'), file('.wh.g', '')],
  ]);
  expect(list).toEqual(['g/z']);
});

test('nothing below an opaque folder is seen', async () => {
  const { list } = await open([
    [file('f/x', '1'), file('f/deep/y', '1'), file('e', '1')],
    [folder('f'), file('f/new', '2'), file('f/.wh..wh..opq', '')],
  ]);
  expect(list).toEqual(['e', 'f/new']);
});

test('a file in the place of a folder, and the other way round', async () => {
  const { list } = await open([
    [file('a/x', '1'), file('b', '1')],
    [file('a', '2'), folder('b'), file('b/y', '2')],
  ]);
  expect(list).toEqual(['a', 'b/y']);
});

test('symlinks are followed inside the image, also out of folders and up beyond the root', async () => {
  const { read, list } = await open([
    [
      file('usr/lib/os-release', 'ID=debian'),
      link('etc/os-release', '../usr/lib/os-release'),
      link('lib', 'usr/lib'),
      link('top', '../../../usr'),
      link('absolute', '/lib/os-release'),
      link('ring', 'ring'),
      link('lost', 'nowhere'),
    ],
  ]);
  for (const path of ['etc/os-release', 'lib/os-release', 'top/lib/os-release', 'absolute'])
    expect(read(path)).toBe('ID=debian');
  expect([read('ring'), read('lost'), read('lib')]).toEqual([undefined, undefined, undefined]);
  expect(list).toEqual(['usr/lib/os-release']);
});

test('a wanted name is read although it is a hard link to one that is not wanted', async () => {
  const { read } = await open([[file('x', 'same'), hardLink('wanted', 'x')]], (path) => path === 'wanted');
  expect(read('wanted')).toBe('same');
});

test('names that are no ASCII are texts', async () => {
  const { read } = await open([[file(Buffer.from('größe').toString('latin1'), '1')]]);
  expect(read('größe')).toBe('1');
});

test('a sparse file that is wanted is refused, and one that is not is none of our business', async () => {
  const sparse: Given = {
    ...file('var/lib/rpm/rpmdb.sqlite', 'x'),
    extra: new Map([['GNU.sparse.major', '1']]),
  };
  await expect(open([[sparse]])).rejects.toThrow('rpmdb.sqlite is a sparse file');
  expect((await open([[sparse, file('a', '1')]], (path) => path === 'a')).list).toEqual(['a']);
});

test('a file that is larger than any data base is refused before it is read', async () => {
  const entry = makeEntry({ type: 'file', path: 'var/lib/dpkg/status', size: 2 ** 40 });
  const items = async function* (): AsyncGenerator<TarItem> {
    yield { kind: 'entry', entry };
  };
  await expect(readLayerContents(items, () => true)).rejects.toThrow(
    'var/lib/dpkg/status has 1099511627776 bytes',
  );
});
