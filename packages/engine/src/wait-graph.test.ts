import { createWaitGraph } from './wait-graph';

it('lets a diamond wait', () => {
  const graph = createWaitGraph();
  for (const [from, to] of [
    ['d', 'b'],
    ['d', 'c'],
    ['b', 'a'],
    ['c', 'a'],
  ] as const) {
    expect(graph.add(from, to)).toBeUndefined();
  }
});

it('shows the ring that the last wait would close', () => {
  const graph = createWaitGraph();
  graph.add('a', 'b');
  graph.add('b', 'c');
  expect(graph.add('c', 'a')).toEqual(['c', 'a', 'b', 'c']);
});

it('takes work that waits for itself for a ring', () => {
  expect(createWaitGraph().add('a', 'a')).toEqual(['a', 'a']);
});
