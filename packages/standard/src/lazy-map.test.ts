import { LazyMap } from './lazy-map';

function createMap() {
  const made: string[] = [];
  const maker = (name: string) => () => {
    made.push(name);
    return name.toUpperCase();
  };
  return { made, map: new LazyMap({ a: maker('a'), b: maker('b'), c: maker('c') }) };
}

it('makes what is asked for, once', () => {
  const { made, map } = createMap();
  expect([map.get('b'), map.get('b'), map.get('x')]).toEqual(['B', 'B', undefined]);
  expect(made).toEqual(['b']);
});

it('knows its names without making anything', () => {
  const { made, map } = createMap();
  expect([[...map.keys()], map.size, map.has('a'), map.has('x')]).toEqual([['a', 'b', 'c'], 3, true, false]);
  expect(made).toEqual([]);
});

it('makes no more than a walk has come to', () => {
  const { made, map } = createMap();
  for (const value of map.values()) if (value === 'B') break;
  expect(made).toEqual(['a', 'b']);
});

it('is walked like any map', () => {
  const { map } = createMap();
  const walked: string[] = [];
  map.forEach((value, name) => void walked.push(`${name}=${value}`));
  expect(walked).toEqual(['a=A', 'b=B', 'c=C']);
  expect([...map]).toEqual([
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'C'],
  ]);
  expect(new Map(map)).toEqual(new Map([...map.entries()]));
});
