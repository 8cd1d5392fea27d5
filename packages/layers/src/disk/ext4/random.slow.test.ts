import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEntry } from '../../tar';
import { readByDebugfs } from '../../testing/ext4-debugfs';
import { getFaults, getTestRequest, type Member, makeLayer, makeTestDisk } from '../../testing/ext4-disk';
import { showLayers } from '../../testing/ext4-model';
import { applyLayers, makeExt4 } from '.';

/** Numbers that look random and are the same in every run (mulberry32). */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof makeRandom>;

/** Few names, so that layers meet; some share a start, some are long or no UTF-8. */
const names = ['a', 'b', 'ab', 'c.d', 'x'.repeat(200), '\xff\xfe', 'é'.repeat(50), ' ', 'z'];

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T;
}

/** Sizes round which things change: blocks, and the first layers of trees. */
const sizes = [0, 1, 60, 4095, 4096, 4097, 20_000, 300_000];

function makeContent(random: Random): Buffer {
  const content = Buffer.alloc(pick(random, sizes));
  for (let at = 0; at + 4 <= content.length; at += 4) content.writeUInt32LE(random(2 ** 32), at);
  return content;
}

function makeXattrs(random: Random): ReadonlyMap<string, string> {
  const count = pick(random, [0, 0, 0, 1, 2, 5]);
  return new Map(
    Array.from({ length: count }, () => [
      `user.${pick(random, ['a', 'bb', 'longer', 'q'.repeat(40)])}`,
      'v'.repeat(pick(random, [0, 1, 4, 30, 200])),
    ]),
  );
}

function makeMember(random: Random, path: string, files: readonly string[]): Member {
  const owner = { uid: random(3), gid: random(70_000), mode: random(0o10000), mtime: random(2 ** 33) };
  const xattrs = makeXattrs(random);
  switch (random(8)) {
    case 0:
      return makeEntry({ type: 'symlink', path, link: 'l'.repeat(1 + random(120)), ...owner });
    case 1:
      return makeEntry({ type: 'character', path, major: random(4096), minor: random(2 ** 20), ...owner });
    case 2:
      return makeEntry({ type: 'fifo', path, ...owner, xattrs });
    case 3:
      if (files.length > 0) return makeEntry({ type: 'hardlink', path, link: pick(random, files) });
      return makeEntry({ type: 'block', path, major: 8, minor: random(300), ...owner });
    default:
      return { ...makeEntry({ type: 'file', path, ...owner, xattrs }), content: makeContent(random) };
  }
}

/** A layer as a step gives it: folders before what is in them, marks at the start or at the end of theirs. */
function makeRandomLayer(random: Random): readonly Member[] {
  const members: Member[] = [];
  const fill = (folder: string, depth: number): void => {
    const start = folder === '' ? '' : `${folder}/`;
    const marks: Member[] = [];
    if (folder !== '' && random(6) === 0)
      marks.push(makeEntry({ type: 'file', path: `${start}.wh..wh..opq` }));
    for (const name of names) {
      const path = start + name;
      const what = random(10);
      if (what === 0) marks.push(makeEntry({ type: 'file', path: `${start}.wh.${name}` }));
      if (what > 0 && what < 4) members.push(makeMember(random, path, getFiles(members)));
      if (what > 3 && what < 6 && depth < 3) {
        const xattrs = makeXattrs(random);
        members.push(makeEntry({ type: 'directory', path, mode: random(0o10000), uid: random(9), xattrs }));
        fill(path, depth + 1);
      }
    }
    if (random(2) === 0) members.push(...marks);
    else members.unshift(...marks);
  };
  fill('', 0);
  return members;
}

/** Files that nothing in the same layer hides by a second entry: names are made once each. */
function getFiles(members: readonly Member[]): readonly string[] {
  return members
    .filter(({ type }) => type === 'file')
    .map(({ path }) => path)
    .filter((path) => !path.includes('.wh.'));
}

async function getDigest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

const seeds = [1, 2, 3];
const layerCount = 6;

test.each(seeds)(
  'random layers (%i) are shown as a model shows them, are whole after each, and do not depend on where one begins',
  async (seed) => {
    const random = makeRandom(seed);
    await using disk = await makeTestDisk(24);
    const layers: (readonly Member[])[] = [];
    for (let count = 0; count < layerCount; count++) {
      const layer = makeRandomLayer(random);
      layers.push(layer);
      await applyLayers(disk.request, [makeLayer(layer)]);
      expect(await getFaults(disk.request)).toBe('');
      expect(await readByDebugfs(disk.request)).toEqual(showLayers(layers));
    }
    const other = getTestRequest(join(disk.folder, 'other.raw'), 24);
    await makeExt4(other);
    await applyLayers(other, layers.slice(0, 2).map(makeLayer));
    await applyLayers(other, layers.slice(2).map(makeLayer));
    expect(await getDigest(other.path)).toBe(await getDigest(disk.request.path));
  },
);
