import type { Device } from './device';
import { listBlocks, type MappedRun, readExtents, writeExtents } from './extents';

/** Blocks in memory. */
function makeDevice(): Pick<Device, 'read' | 'change' | 'create'> {
  const blocks = new Map<number, Buffer>();
  const read = (block: number): Buffer => blocks.get(block) as Buffer;
  return {
    read,
    change: read,
    create: (block) => {
      blocks.set(block, Buffer.alloc(4096));
      return read(block);
    },
  };
}

const firstNode = 1_000_000;

function roundTrip(runs: readonly MappedRun[]) {
  const device = makeDevice();
  const root = Buffer.alloc(60);
  let next = firstNode;
  const allocate = (count: number) => {
    next += count;
    return [{ start: next - count, count }];
  };
  const used = writeExtents(root, runs, { device, allocate, seed: 1 });
  return { ...readExtents(device, root), used };
}

const scatter = (count: number): readonly MappedRun[] =>
  Array.from({ length: count }, (_, each) => ({ logical: each * 3, start: 2 ** 33 + each * 7, count: 2 }));

// Four stand in the inode, 340 in a block.
test.each([
  [0, 0],
  [4, 0],
  [5, 1],
  [340, 1],
  [341, 2],
  [4 * 340, 4],
  [4 * 340 + 1, 6],
])('a file in %i pieces has a tree of %i blocks', (pieces, blocks) => {
  const { runs, nodes, used } = roundTrip(scatter(pieces));
  expect(runs).toEqual(scatter(pieces));
  expect([nodes.length, used]).toEqual([blocks, blocks]);
});

test('one extent has at most 32,768 blocks', () => {
  const { runs } = roundTrip([{ logical: 10, start: 500, count: 70_000 }]);
  expect(runs).toEqual([
    { logical: 10, start: 500, count: 32_768 },
    { logical: 32_778, start: 33_268, count: 32_768 },
    { logical: 65_546, start: 66_036, count: 4464 },
  ]);
});

test('blocks of runs are listed in order', () => {
  const runs = [
    { start: 5, count: 2 },
    { start: 1, count: 1 },
  ];
  expect(listBlocks(runs)).toEqual([5, 6, 1]);
});
