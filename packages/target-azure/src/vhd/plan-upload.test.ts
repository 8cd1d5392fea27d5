import { type BlockMap, blockSize, formatBlockMap, getDiskDigest, parseBlockMap } from './block-map';
import { chooseUpload, planUpload } from './plan-upload';

const MIB = 2 ** 20;

function makeMap(blocks: Readonly<Record<number, string>>, size = 16 * MIB): BlockMap {
  return { size, blocks: new Map(Object.entries(blocks).map(([index, digest]) => [Number(index), digest])) };
}

test('neighbours go together, up to what one request may carry', () => {
  const numbers = Array.from({ length: 70 }, (_, index) => [index, 'x'] as const);
  const plan = planUpload(makeMap(Object.fromEntries([...numbers, [100, 'y']])));
  expect(plan.writes).toEqual([
    { first: 0, count: 64 },
    { first: 64, count: 6 },
    { first: 100, count: 1 },
  ]);
  expect(64 * blockSize).toBe(4 * MIB);
  expect(plan).toMatchObject({ parent: undefined, virtualSize: 16 * MIB, written: 71, clears: [] });
});

test('of a parent only what differs is sent, and what became zero is cleared', () => {
  const parent = { blob: 'golden.vhd', map: makeMap({ 0: 'a', 1: 'b', 2: 'c', 3: 'd' }, 8 * MIB) };
  const plan = planUpload(makeMap({ 0: 'a', 1: 'B', 9: 'e' }), parent);
  expect(plan).toMatchObject({
    parent: { blob: 'golden.vhd', virtualSize: 8 * MIB },
    writes: [
      { first: 1, count: 1 },
      { first: 9, count: 1 },
    ],
    clears: [{ first: 2, count: 2 }],
    unchanged: 1,
  });
});

test('what lies behind the end of a smaller disk is not cleared', () => {
  const parent = { blob: 'large.vhd', map: makeMap({ 0: 'a', 17: 'z' }, 2 * MIB) };
  expect(planUpload(makeMap({ 0: 'a' }, MIB), parent)).toMatchObject({ clears: [], writes: [] });
});

test('the parent that saves most is taken, and none that saves nothing', () => {
  const disk = makeMap({ 0: 'a', 1: 'b', 2: 'c' });
  const near = { blob: 'near.vhd', map: makeMap({ 0: 'a', 1: 'b' }) };
  const far = { blob: 'far.vhd', map: makeMap({ 7: 'x' }) };
  expect(chooseUpload(disk, [far, near]).parent?.blob).toBe('near.vhd');
  expect(chooseUpload(disk, [far]).parent).toBeUndefined();
});

test('a map comes back as it was written, and nothing else does', () => {
  const map = makeMap({ 3: 'x' });
  expect(parseBlockMap(formatBlockMap(map))).toEqual(map);
  expect(getDiskDigest(map)).not.toBe(getDiskDigest(makeMap({ 3: 'y' })));
  for (const text of ['', '{}', '{"version":1,"size":1,"blocks":[]}', '[1]'])
    expect(parseBlockMap(text)).toBeUndefined();
});
