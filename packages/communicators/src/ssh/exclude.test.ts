import { createExclude } from './exclude';

test.each([
  ['sub', ['sub', 'a/sub'], ['subs', 'asub', 'sub/a']],
  ['/sub/', ['sub'], ['a/sub']],
  ['./a/b', ['a/b'], ['c/a/b']],
  ['*.log', ['x.log', 'a/x.log'], ['x.logs']],
  ['a*c', ['abc', 'a/b/c'], ['abcd']],
  ['a?c', ['abc'], ['ac']],
  ['[!a-c]x', ['dx'], ['ax']],
  ['a\\*', ['a*'], ['ab']],
  ['a.b', ['a.b'], ['axb']],
  ['new\nline', ['a/new\nline'], ['new']],
])('%j leaves out what tar leaves out', (pattern, excluded, kept) => {
  const isExcluded = createExclude([pattern]);
  expect(excluded.filter((path) => !isExcluded(path))).toEqual([]);
  expect(kept.filter(isExcluded)).toEqual([]);
});
