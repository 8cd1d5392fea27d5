import { createMemoryFiles } from '@strata/sdk/testing';
import { expandPattern } from './glob';

const files = createMemoryFiles({
  '/ws/a.cfg': '',
  '/ws/b.cfg': '',
  '/ws/.hidden.cfg': '',
  '/ws/c.txt': '',
  '/ws/sub/one/x.sys': '',
  '/ws/sub/two/x.sys': '',
  '/ws/sub/two/y.inf': '',
  '/ws/odd*name': '',
  '/ws/[set]': '',
  '/ws/ab]': '',
});

test.each([
  ['*.cfg', ['.hidden.cfg', 'a.cfg', 'b.cfg']],
  ['?.cfg', ['a.cfg', 'b.cfg']],
  ['[a-b].cfg', ['a.cfg', 'b.cfg']],
  ['[^a].cfg', ['b.cfg']],
  ['./[ac].*', ['a.cfg', 'c.txt']],
  ['sub/*/x.sys', ['sub/one/x.sys', 'sub/two/x.sys']],
  ['sub/*/*.inf', ['sub/two/y.inf']],
  ['/ws/sub/t*', ['sub/two']],
  ['odd\\*name*', ['odd*name']],
  ['\\[set\\]*', ['[set]']],
  ['ab]*', ['ab]']],
  ['none*', []],
  ['c.txt/*', []],
])('%s finds %j', async (pattern, names) => {
  expect(await expandPattern({ files }, '/ws', pattern)).toEqual(names.map((name) => `/ws/${name}`));
});

test.each(['[a', '[]', '[z-a]x', 'a*\\'])('%s is no pattern', async (pattern) => {
  expect(await expandPattern({ files }, '/ws', pattern)).toBeUndefined();
});
