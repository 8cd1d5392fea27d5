import type { ImageFiles } from '@strata/sdk';
import { createLayerFinder } from './layer-finder';
import type { Package } from './package';

const made = (name: string, version: string): Package => ({
  ...{ ecosystem: 'deb', name, version, licenses: [], location: '', needs: [], provides: [] },
});

/** What is installed after each layer; the same list again stands for a layer that touches nothing. */
function createImage(stacks: readonly (readonly Package[])[]) {
  const asked: number[] = [];
  const files = (count: number): ImageFiles => ({ list: () => [String(count)], read: () => undefined });
  const read = (given: ImageFiles) => {
    const count = Number(given.list()[0]);
    asked.push(count);
    return stacks[count - 1] ?? [];
  };
  const isQuiet = (at: number) => stacks[at] === stacks[at - 1];
  const history = { count: stacks.length, isQuiet, upTo: files };
  return { find: createLayerFinder({ ...files(stacks.length), history }, read), asked };
}

const [old, now, other] = [made('ssl', '1'), made('ssl', '2'), made('apt', '1')];

test('the layer is the one that brought the version, and not one that had it before it was changed back', () => {
  const base = [old, other];
  const changed = [now, other];
  const { find } = createImage([base, changed, changed, base, base]);
  expect(find(old)).toBe(3);
  expect(find(other)).toBe(0);
  expect(find(now)).toBeUndefined();
});

test('layers that touch nothing are not looked into, and each other one is once', () => {
  const base = [old];
  const changed = [old, other];
  const { find, asked } = createImage([base, base, changed, changed]);
  expect([find(other), find(old), find(other)]).toEqual([2, 0, 2]);
  expect(asked.sort()).toEqual([1, 3]);
});

test('without layers nobody knows', () => {
  const find = createLayerFinder({ list: () => [], read: () => undefined }, () => [old]);
  expect(find(old)).toBeUndefined();
});
