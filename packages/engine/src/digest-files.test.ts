import { createHash } from 'node:crypto';
import { treeDigest } from '@strata/plan';
import { createMemoryFiles, type MemoryEntry } from '@strata/sdk/testing';
import { readEntries } from './digest-files';

const digestOf = async (path: string, files: Readonly<Record<string, MemoryEntry>>) => {
  const entries = await readEntries(createMemoryFiles(files), path);
  return entries && treeDigest(entries);
};

it('is the same for the same content under another name', async () => {
  expect(await digestOf('/a/x', { '/a/x': 'one' })).toBe(await digestOf('/b/y', { '/b/y': 'one' }));
});

it('differs when anything below a folder differs', async () => {
  const before = await digestOf('/a', { '/a/x': 'one', '/a/b/y': 'two' });
  expect(await digestOf('/a', { '/a/x': 'one', '/a/b/y': 'three' })).not.toBe(before);
  expect(await digestOf('/a', { '/a/x': 'one', '/a/c/y': 'two' })).not.toBe(before);
});

it('sees through a link that is named itself, and takes links further down for content', async () => {
  const link = (target: string): MemoryEntry => ({ link: target });
  const through = await digestOf('/link', { '/link': link('real'), '/real': 'one' });
  expect(through).toBe(await digestOf('/real', { '/real': 'one' }));
  expect(await digestOf('/link', { '/link': link('real'), '/real': 'two' })).not.toBe(through);
  const below = await digestOf('/a', { '/a/x': link('y'), '/a/y': 'one' });
  expect(await digestOf('/a', { '/a/x': link('z'), '/a/y': 'one' })).not.toBe(below);
});

it('is undefined where nothing is, and ends where links lead round', async () => {
  expect(await digestOf('/none', {})).toBeUndefined();
  expect(await digestOf('/a', { '/a': { link: 'a' } })).toBeDefined();
});

it.each([0, 2 ** 20, 2 ** 20 + 1, 3_000_000])(
  'is of the whole file, be it small or large (%d bytes)',
  async (size) => {
    const content = Buffer.alloc(size, 'abc');
    const [entry] = (await readEntries(createMemoryFiles({ '/a': content }), '/a')) ?? [];
    expect(entry?.content).toBe(createHash('sha256').update(content).digest('hex'));
  },
);
