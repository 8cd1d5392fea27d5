import { makeEntry } from '../../tar';
import { getSparseForm, takeSparseMap } from './sparse-map';

const entry = (extra: Readonly<Record<string, string>>) =>
  makeEntry({ type: 'file', path: 'x', extra: new Map(Object.entries(extra)) });

test('a plain file has no map', () => {
  expect(getSparseForm(entry({}))).toBeUndefined();
});

test('form 0.1 has its map in the header', () => {
  expect(getSparseForm(entry({ 'GNU.sparse.size': '9000', 'GNU.sparse.map': '0,5,4096,10,9000,0' }))).toEqual(
    {
      size: 9000,
      segments: [
        { offset: 0, size: 5 },
        { offset: 4096, size: 10 },
        { offset: 9000, size: 0 },
      ],
    },
  );
});

test('form 1.0 has it before the data, in whole blocks, and it is taken when all of it is there', () => {
  expect(getSparseForm(entry({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '9000' }))).toEqual({
    size: 9000,
  });
  const file = { path: 'x', size: 9000 };
  const map = Buffer.alloc(512);
  map.write('2\n0\n5\n4096\n10\n');
  expect(takeSparseMap(file, map.subarray(0, 5))).toBeUndefined();
  expect(takeSparseMap(file, map.subarray(0, 500))).toBeUndefined();
  expect(takeSparseMap(file, Buffer.concat([map, Buffer.from('data')]))).toEqual({
    length: 512,
    segments: [
      { offset: 0, size: 5 },
      { offset: 4096, size: 10 },
    ],
  });
});

test.each([
  ['0,5,3,1', 'contradicts itself'],
  ['0,9999', 'contradicts itself'],
  ['0,x', 'malformed'],
])('the map %s is refused', (map, reason) => {
  const act = () => getSparseForm(entry({ 'GNU.sparse.size': '9000', 'GNU.sparse.map': map }));
  expect(act).toThrow(
    expect.objectContaining({
      diagnostics: [expect.objectContaining({ detail: expect.stringContaining(reason) })],
    }),
  );
});
