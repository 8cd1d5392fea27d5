import { formatIdMap, layOutIds, parseSubordinateIds } from './id-maps';

const ann = { name: 'ann', uid: 1001, gid: 1001 };

test('ranges are granted by name or by number, and nonsense is passed over', () => {
  const text = 'bob:100000:65536\nann:200000:10\n# ann:1:1\n1001:300000:5\nann:x:5\nann:1:0\nann\n\n';
  expect(parseSubordinateIds(text, ann)).toEqual([
    { inside: 0, outside: 200000, count: 10 },
    { inside: 0, outside: 300000, count: 5 },
  ]);
});

test('root inside is the account itself, and its ranges follow without a gap', () => {
  const ranges = [
    { inside: 0, outside: 200000, count: 10 },
    { inside: 0, outside: 300000, count: 5 },
  ];
  expect(formatIdMap(layOutIds(1001, ranges)).join(' ')).toBe('0 1001 1 1 200000 10 11 300000 5');
});
