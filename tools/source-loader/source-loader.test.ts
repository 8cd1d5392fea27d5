import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../sources/files';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'strata-loader-'));
  cpSync(join(workspaceRoot, 'tools/source-loader'), join(root, 'tools/source-loader'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(workspaceRoot, 'node_modules/@swc'), join(root, 'node_modules/@swc'));
  const compilerOptions = { paths: { '@strata/one': ['./one/index.ts'] } };
  writeFileSync(join(root, 'tsconfig.base.json'), JSON.stringify({ compilerOptions }));
  mkdirSync(join(root, 'one'));
  write('one/index.ts', "export { say } from './say';\n");
  write('one/say.ts', "export const say = (name: string): string => 'é' + name;\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const packs = () => join(root, 'node_modules/.cache/strata/sources');

/** What a program prints that runs from the sources of `root`, in a process of its own. */
function run(program: string, ...flags: readonly string[]): string {
  const loader = join(root, 'tools/source-loader/register.js');
  return execFileSync(process.execPath, [...flags, '-r', loader, '-e', program], { encoding: 'utf8' }).trim();
}
const sayIt = "console.log(require('@strata/one').say('!'))";

test('a second run needs no compiler and says the same', () => {
  expect(run(sayIt)).toBe('é!');
  rmSync(join(root, 'node_modules/@swc'));
  mkdirSync(join(root, 'node_modules/@swc/core'), { recursive: true });
  cpSync(
    join(workspaceRoot, 'node_modules/@swc/core/package.json'),
    join(root, 'node_modules/@swc/core/package.json'),
  );
  expect(run(sayIt)).toBe('é!');
});

test('a source that was edited is compiled again, also when it keeps its length', () => {
  run(sayIt);
  write('one/say.ts', "export const say = (name: string): string => 'è' + name;\n");
  expect(run(sayIt)).toBe('è!');
});

test('a pack that is damaged costs time and nothing else', () => {
  run(sayIt);
  for (const pack of readdirSync(packs())) writeFileSync(join(packs(), pack), 'nonsense');
  expect(run(sayIt)).toBe('é!');
  expect(run(sayIt)).toBe('é!');
});

test('a trace names the source, and with source maps the line that somebody wrote', () => {
  write(
    'one/say.ts',
    '\n// nothing\n\nexport const say = (name: string) => {\n  throw new Error(name);\n};\n',
  );
  const trace = "try { require('@strata/one').say('!') } catch (error) { console.log(error.stack) }";
  run(trace);
  expect(run(trace)).toContain(join(root, 'one/say.ts'));
  expect(run(trace, '--enable-source-maps')).toContain(`${join(root, 'one/say.ts')}:5:9`);
});

test('what a program uses of a module that others have kept is kept once, too', () => {
  write(
    'one/say.ts',
    'export const say = (x: string) => x;\nexport const shout = (x: string) => `${x}!`.toUpperCase();\n',
  );
  write('one/index.ts', "export { say, shout } from './say';\n");
  write('quiet.js', "require('@strata/one').say('x');");
  write('loud.js', "console.log(require('@strata/one').shout('x'));");
  const start = (file: string) =>
    execFileSync(process.execPath, ['-r', join(root, 'tools/source-loader/register.js'), join(root, file)], {
      encoding: 'utf8',
    }).trim();
  const inode = () => readdirSync(packs()).map((name) => statSync(join(packs(), name)).ino);
  const seen = ['quiet.js', 'quiet.js', 'loud.js', 'loud.js', 'quiet.js'].map((file) => {
    start(file);
    return inode();
  });
  expect(seen.map((each, at) => at > 0 && String(each) !== String(seen[at - 1]))).toEqual([
    ...[false, false, true, false, false],
  ]);
  expect(start('loud.js')).toBe('X!');
});
