import { getOrder } from './order';

const order = (needs: Record<string, readonly string[]>) => getOrder(new Map(Object.entries(needs)));

describe('getOrder', () => {
  it('puts each node after what it needs, whatever order they were written in', () => {
    expect(order({ a: ['c'], b: ['a'], c: [] }).nodes).toEqual(['c', 'a', 'b']);
  });

  it('visits a node once, however many need it', () => {
    expect(order({ a: ['d'], b: ['d'], c: ['a', 'b'], d: [] }).nodes).toEqual(['d', 'a', 'b', 'c']);
  });

  it('shows a ring from where it was entered', () => {
    expect(order({ x: ['a'], a: ['b'], b: ['c'], c: ['a'] }).rings).toEqual([['a', 'b', 'c']]);
  });

  it('knows a node that needs itself', () => {
    expect(order({ a: ['a'] }).rings).toEqual([['a']]);
  });

  it('finds every ring', () => {
    expect(order({ a: ['b'], b: ['a'], c: ['d'], d: ['c'], e: [] }).rings).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('ignores needs that are no nodes', () => {
    expect(order({ a: ['nothing'] })).toEqual({ nodes: ['a'], rings: [], stuck: new Set() });
  });

  it('tells nodes of rings from those that only lead to one', () => {
    const { stuck } = order({ x: ['a'], a: ['b', 'd'], b: ['c'], c: ['b'], d: ['a'] });
    expect([...stuck].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['a chain', (i: number) => [`n${i + 1}`], 0],
    ['a ring', (i: number) => [`n${(i + 1) % 20_000}`], 1],
    ['rings in rings', (i: number) => [`n${i + 1}`, 'n0'], 20],
  ])('orders %s of twenty thousand nodes', (_, needsOf, rings) => {
    const needs = new Map(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, needsOf(i)]));
    const result = getOrder(needs);
    expect([result.nodes.length, result.rings.length]).toEqual([20_000, rings]);
  });
});
