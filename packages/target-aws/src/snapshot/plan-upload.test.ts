import { type BlockMap, blockSize, formatBlockMap, getDiskDigest, parseBlockMap } from './block-map';
import { getLinearChecksum } from './linear-checksum';
import { chooseUpload, planUpload } from './plan-upload';

const GIB = 2 ** 30;
const makeMap = (blocks: Readonly<Record<number, string>>, size = GIB): BlockMap => ({
  size,
  blocks: new Map(Object.entries(blocks).map(([index, digest]) => [Number(index), digest])),
});

/** head -c 524288 /dev/zero | openssl dgst -sha256 -binary | base64 */
const zeros = 'B4VNL+8pega6gWheZgwzLeNtXRjVRpJ9MNqtbX/aFUE=';

test('without a parent every block that holds something is sent', () => {
  const plan = planUpload(makeMap({ 0: 'a', 7: 'b' }));
  expect([...plan.puts]).toEqual([
    [0, 'a'],
    [7, 'b'],
  ]);
  expect(plan).toMatchObject({ parent: undefined, volumeSize: 1, unchanged: 0 });
});

test('over a parent only what differs is sent, and what became zero as zeros', () => {
  const parent = { snapshotId: 'snap-1', map: makeMap({ 0: 'a', 3: 'gone', 7: 'b' }) };
  const plan = planUpload(makeMap({ 0: 'a', 5: 'new', 7: 'c' }), parent);
  expect([...plan.puts.keys()]).toEqual([3, 5, 7]);
  expect(plan.puts.get(3)).not.toBe('gone');
  expect(plan).toMatchObject({ parent: 'snap-1', unchanged: 1 });
});

test('what the parent holds behind the end of a smaller disk is sent as zeros', () => {
  const last = (2 * GIB) / blockSize - 1;
  const parent = { snapshotId: 'snap-1', map: makeMap({ 0: 'a', [last]: 'end' }, 2 * GIB) };
  const plan = planUpload(makeMap({ 0: 'a' }), parent);
  expect([...plan.puts.keys()]).toEqual([last]);
  expect(plan.volumeSize).toBe(2);
});

test('a volume has whole GiB, and at least one', () => {
  expect(planUpload(makeMap({}, 512)).volumeSize).toBe(1);
  expect(planUpload(makeMap({}, GIB + 512)).volumeSize).toBe(2);
});

test('of several parents the one that saves most is taken, and none that saves nothing', () => {
  const disk = makeMap({ 0: 'a', 1: 'b', 2: 'c' });
  const far = { snapshotId: 'far', map: makeMap({ 0: 'a' }) };
  const near = { snapshotId: 'near', map: makeMap({ 0: 'a', 1: 'b' }) };
  const other = { snapshotId: 'other', map: makeMap({ 0: 'x', 1: 'y', 2: 'z', 3: '!' }) };
  expect(chooseUpload(disk, [far, near, other]).parent).toBe('near');
  expect(chooseUpload(disk, [other]).parent).toBeUndefined();
});

test('a map comes back from its text, and what is none is told apart', () => {
  const map = makeMap({ 0: 'a', 12: 'b' });
  expect(parseBlockMap(formatBlockMap(map))).toEqual(map);
  expect(getDiskDigest(map)).not.toBe(getDiskDigest(makeMap({ 0: 'a', 12: 'c' })));
  expect(parseBlockMap('{"version":1,"size":3,"blocks":[[1]]}')).toBeUndefined();
  expect(parseBlockMap('cut o')).toBeUndefined();
});

test('the checksum of an upload goes by numbers of blocks, in whatever order they were put', () => {
  const puts = [
    [2, zeros],
    [10, 'AAAA'],
  ] as const;
  expect(getLinearChecksum(new Map(puts))).toBe(getLinearChecksum(new Map(puts.toReversed())));
  // head -c 524288 /dev/zero | openssl dgst -sha256 -binary | openssl dgst -sha256 -binary | base64
  expect(getLinearChecksum(new Map([[0, zeros]]))).toBe('3QyamIjs9/uk1ge+ZPpwA6Yo7YmArJ8I121qDaF+DcI=');
});
