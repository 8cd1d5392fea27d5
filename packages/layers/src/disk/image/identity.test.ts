import { decodeGuid, encodeGuid, makeGuid } from './identity';

test('an id follows from its names, and is one of RFC 9562 of its own making', () => {
  expect(makeGuid('a', 'b')).toBe(makeGuid('a', 'b'));
  expect(makeGuid('a', 'b')).not.toBe(makeGuid('ab'));
  expect(makeGuid('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a partition table holds the first three groups of an id with the low byte first', () => {
  const id = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
  expect(encodeGuid(id).toString('hex')).toBe('28732ac11ff8d211ba4b00a0c93ec93b');
  expect(decodeGuid(encodeGuid(id))).toBe(id);
});
