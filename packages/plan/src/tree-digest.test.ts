import { type TreeEntry, treeDigest } from './tree-digest';

const file = (path: string, more: Partial<TreeEntry> = {}): TreeEntry => ({
  path,
  kind: 'file',
  executable: false,
  content: 'c0ffee',
  ...more,
});

describe('treeDigest', () => {
  it('does not depend on the order of the entries', () => {
    const entries = [file('b'), file('a'), file('a/c')];
    expect(treeDigest(entries)).toBe(treeDigest([...entries].reverse()));
    expect(treeDigest(entries)).toMatch(/^sha256:[\da-f]{64}$/u);
  });

  it.each<[string, TreeEntry]>([
    ['the content of a file', file('a', { content: 'decade' })],
    ['its executable bit', file('a', { executable: true })],
    ['its path', file('b')],
    ['its kind', file('a', { kind: 'symlink' })],
  ])('changes with %s', (_, changed) => {
    expect(treeDigest([changed])).not.toBe(treeDigest([file('a')]));
  });

  it('tells a folder with nothing in it from no folder', () => {
    const folder = file('d', { kind: 'directory', content: '' });
    expect(treeDigest([file('a'), folder])).not.toBe(treeDigest([file('a')]));
  });

  it('cannot be fooled by names that hold what stands between fields', () => {
    expect(treeDigest([file('a b')])).not.toBe(treeDigest([file('a'), file('b')]));
  });
});
