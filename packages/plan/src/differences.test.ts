import { getDifferences } from './differences';

describe('getDifferences', () => {
  it.each([
    ['equal values', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['a changed member', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: 'a.b', before: 1, after: 2 }]],
    ['a new member', {}, { a: 1 }, [{ path: 'a', before: undefined, after: 1 }]],
    ['a lost member', { a: 1 }, {}, [{ path: 'a', before: 1, after: undefined }]],
    ['a changed item', { a: [1, 2] }, { a: [1, 3] }, [{ path: 'a[1]', before: 2, after: 3 }]],
    ['a new item', { a: ['x', 'z'] }, { a: ['x', 'y', 'z'] }, [{ path: 'a', before: undefined, after: 'y' }]],
    ['a lost item', { a: ['x', 'y'] }, { a: ['x'] }, [{ path: 'a', before: 'y', after: undefined }]],
    ['an item twice', ['x'], ['x', 'x'], [{ path: '', before: ['x'], after: ['x', 'x'] }]],
    ['another type', { a: 1 }, { a: '1' }, [{ path: 'a', before: 1, after: '1' }]],
    ['null in place of nothing', {}, { a: null }, [{ path: 'a', before: undefined, after: null }]],
  ])('finds %s', (_, before, after, expected) => {
    expect(getDifferences(before, after)).toEqual(expected);
  });
});
