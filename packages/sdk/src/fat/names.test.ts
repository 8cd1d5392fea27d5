import { getNameProblem, getShortNames } from './names';

const short = (...names: string[]) => {
  const given = getShortNames(names);
  return names.map((name) => given.get(name)?.letters);
};

test.each([
  [['SETUP.INF'], ['SETUP   INF']],
  [['setup.inf'], ['SETUP~1 INF']],
  [['Autounattend.xml'], ['AUTOUN~1XML']],
  [['user-data'], ['USER-D~1   ']],
  [
    ['preseed-a.cfg', 'preseed-b.cfg'],
    ['PRESEE~1CFG', 'PRESEE~2CFG'],
  ],
  [['.bashrc'], ['BASHRC~1   ']],
  [['a.tar.gz'], ['ATAR~1  GZ ']],
  [['ä ö+ü.x y'], ['____~1  XY ']],
  [
    ['LONGNA~1.TXT', 'longname.txt'],
    ['LONGNA~1TXT', 'LONGNA~2TXT'],
  ],
  [['界'], ['_~1        ']],
])('%j are known to old systems as %j', (names, letters) => {
  expect(short(...names)).toEqual(letters);
});

test('a thousand names alike get a thousand short names', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `same beginning ${index}`);
  expect(new Set(short(...names)).size).toBe(1000);
});

test.each(['a:b', 'what?', 'a\\b', 'end.', 'end ', 'x'.repeat(256), 'a\nb'])(
  '%j cannot be on a FAT disk',
  (name) => {
    expect(getNameProblem(name)).toMatch(/^FAT allows/);
  },
);

test.each(['a', '.x', 'Ä b', 'x'.repeat(255), "it's"])('%j can', (name) => {
  expect(getNameProblem(name)).toBeUndefined();
});
