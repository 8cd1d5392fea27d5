import { validateSource } from './boundaries';
import { findPlaces } from './places';

const problems = (file: string, text: string) => validateSource(file, text).join('\n');

test.each([
  ['a static import', "import { plan } from '@strata/plan';"],
  ['a type', "let plan: import('@strata/plan').Plan;"],
  ['a lazy import', "const load = () => import('@strata/plan');"],
  ['a re-export', "export * from '@strata/plan';"],
])('the language may not reach up to the plan by %s', (_form, text) => {
  expect(problems('packages/hcl/src/a.ts', text)).toBe(
    'packages/hcl/src/a.ts:1 @strata/hcl may not import @strata/plan',
  );
});

test('parts do not know each other', () => {
  const text = "import { shell } from '@strata/provisioners';";
  expect(problems('packages/builders/src/a.ts', text)).toMatch('may not import @strata/provisioners');
});

test('a relative path ends at the package', () => {
  expect(problems('packages/hcl/src/a.ts', "import '../../sdk/src/schema';")).toMatch('leaves the package');
  expect(problems('packages/hcl/src/scan/a.ts', "import '../values/b';")).toBe('');
});

test('only a slow test brings rooms together', () => {
  const text = "import { connectSandbox } from '../../communicators/src/sandbox/connect';";
  expect(problems('packages/provisioners/src/a.slow.test.ts', text)).toBe('');
  expect(problems('packages/provisioners/src/a.test.ts', text)).toMatch('leaves the package');
});

test('nobody goes around the door of a package', () => {
  expect(problems('packages/plan/src/a.ts', "import '@strata/hcl/src/scan/token';")).toMatch(
    'goes around the door',
  );
});

test.each(['process.env.HOME', 'Date.now()', 'new Date()', 'console.log(1)', 'process.exit(1)'])(
  '%s is refused below the command, with its line, and allowed in it',
  (expression) => {
    expect(problems('packages/plan/src/a.ts', `\n\nexport const x = () => ${expression};`)).toMatch(
      /^packages\/plan\/src\/a\.ts:3 /,
    );
    expect(problems('packages/cli/src/a.ts', `export const x = () => ${expression};`)).toBe('');
    expect(problems('packages/plan/src/a.test.ts', `export const x = () => ${expression};`)).toBe('');
  },
);

test('a date made from a number and a word in a comment are no side effects', () => {
  expect(problems('packages/plan/src/a.ts', '// process.env\nexport const x = new Date(0);')).toBe('');
});

test('files are read through a port, except where layers are made', () => {
  const text = "import { readFile } from 'node:fs/promises';";
  expect(problems('packages/plan/src/a.ts', text)).toMatch('take a port instead');
  expect(problems('packages/layers/src/a.ts', text)).toBe('');
});

test('names of mirrors and of folders of one machine are found', () => {
  const mirror = ['deb', 'debian', 'org'].join('.');
  const text = `one\nhttp://${mirror}/debian\n${['', 'work', 'main', 'x'].join('/')}\nhttps://a.example/`;
  expect(findPlaces(text, ['a.example'])).toEqual([
    { place: mirror, line: 2 },
    { place: ['', 'work', 'main'].join('/'), line: 3 },
    { place: 'a.example', line: 4 },
  ]);
});
