import { isPattern, matchFiles } from '.';
import { createTestPorts } from './testing';

const names = [
  ...['a.cfg', 'b.cfg', '.hidden.cfg', 'c.txt', 'odd*name', '[set]', 'ab]'],
  ...['sub/one/x.sys', 'sub/two/x.sys', 'sub/two/y.inf'],
];
const ports = createTestPorts(Object.fromEntries(names.map((name) => [`/ws/${name}`, name])));
const find = (pattern: string) => matchFiles({ ports, baseDirectory: '/ws' }, pattern);

test.each<[string, readonly string[]]>([
  ['*.cfg', ['.hidden.cfg', 'a.cfg', 'b.cfg']],
  ['?.cfg', ['a.cfg', 'b.cfg']],
  ['[a-b].cfg', ['a.cfg', 'b.cfg']],
  ['[^a].cfg', ['b.cfg']],
  ['./[ac].*', ['./a.cfg', './c.txt']],
  ['sub/*/x.sys', ['sub/one/x.sys', 'sub/two/x.sys']],
  ['s*/two/*.inf', ['sub/two/y.inf']],
  ['/ws/sub/t*', ['/ws/sub/two']],
  ['odd\\*name', ['odd*name']],
  ['\\[set\\]*', ['[set]']],
  ['ab]*', ['ab]']],
  ['c.txt', ['c.txt']],
  ['sub', ['sub']],
  ['none*', []],
  ['none/*', []],
  ['c.txt/*', []],
])('%s finds %j, as the pattern writes it', async (pattern, expected) => {
  expect(await find(pattern)).toEqual(expected);
});

test.each(['[a', '[]', '[z-a]x', 'a*\\', 'none/[a'])('%s is no pattern', async (pattern) => {
  expect(await find(pattern)).toBeUndefined();
});

test.each([
  ['a*', true],
  ['a?', true],
  ['[a]', true],
  ['a\\b', false],
  ['a', false],
])('whether %s is a pattern: %s', (path, expected) => {
  expect(isPattern(path)).toBe(expected);
});
