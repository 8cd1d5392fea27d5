import { blockBytes, createBlockMap } from './block-map';
import { createBlockStore } from './store';

test('a block is kept once, however often it comes, and also when it comes twice at the same time', async () => {
  const store = createBlockStore();
  const block = Buffer.alloc(blockBytes, 'a');
  await Promise.all([store.put('a', block), store.put('a', block)]);
  await store.put('b', Buffer.alloc(blockBytes, 'b'));
  expect(store.count()).toBe(2);
  expect((await store.get('a')).equals(block)).toBe(true);
  await store.close();
});

test('a child shows its parent where it has nothing, and changes nothing of it', () => {
  const parent = createBlockMap();
  parent.set(1, 'one');
  parent.set(2, 'two');
  const child = createBlockMap(parent);
  child.set(2, 'other');
  child.set(0, 'first');
  expect(child.entries()).toEqual([
    [0, 'first'],
    [1, 'one'],
    [2, 'other'],
  ]);
  expect([parent.get(2), child.root === parent, [...child.own().keys()]]).toEqual(['two', true, [2, 0]]);
});
