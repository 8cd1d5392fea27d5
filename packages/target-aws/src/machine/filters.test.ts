import { describeFilters, hasFilters, toFilters } from './filters';

test.each([
  ['hvm', ['hvm']],
  ['a,b', ['a', 'b']],
  ['a, b , c', ['a', 'b', 'c']],
  ['"a,b",c', ['a,b', 'c']],
  ['"say ""hi"""', ['say "hi"']],
  ['', ['']],
  ['a,', ['a', '']],
])('%j are the values %j', (text, values) => {
  expect(toFilters({ filters: { name: text } })).toEqual([{ Name: 'name', Values: values }]);
});

test('blocks stand beside the map, and what is added wins', () => {
  const given = { filters: { state: 'any', name: 'x' }, filter: [{ name: 'tag:A', value: 'b' }] };
  const filters = toFilters(given, { state: 'available', 'vpc-id': undefined });
  expect(describeFilters(filters)).toBe('state=available, name=x, tag:A=b');
});

test('nothing said is nothing', () => {
  expect([
    hasFilters(undefined),
    hasFilters({ filters: {}, filter: [] }),
    hasFilters({ filters: { a: '' } }),
  ]).toEqual([false, false, true]);
});
