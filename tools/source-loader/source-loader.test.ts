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

describe('a program of many modules', () => {
  const COUNT = 30;
  const numbers = Array.from({ length: COUNT }, (_, at) => at);
  beforeEach(() => {
    for (const at of numbers)
      write(`one/part-${at}.ts`, `// number ${at}\n\nexport const get = (): number => ${at};\n`);
    write(
      'one/index.ts',
      [
        ...numbers.map((at) => `import { get as get${at} } from './part-${at}';`),
        `export const sum = () => ${numbers.map((at) => `get${at}()`).join(' + ')};\n`,
      ].join('\n'),
    );
  });
  const sumUp = "console.log(require('@strata/one').sum())";
  const SUM = '435';
  const findBundles = () => readdirSync(packs()).filter((name) => name.endsWith('.bundle'));
  const getInode = () => statSync(join(packs(), findBundles()[0] as string)).ino;

  test('is kept with what V8 made of it at the start, also when garbage was collected since', () => {
    const keep = (more: string) => {
      rmSync(packs(), { recursive: true, force: true });
      // The second flag ages functions at once, which many collections do.
      for (let time = 0; time < 2; time++) run(`${sumUp};${more}`, '--expose-gc', '--stress-flush-code');
      return statSync(join(packs(), findBundles()[0] as string)).size;
    };
    expect(keep('gc()')).toBe(keep(''));
  });

  test('is kept as one script, with what V8 made of it, and then left alone', () => {
    expect(run(sumUp)).toBe(SUM);
    const inodes = [1, 2, 3].map(() => {
      expect(run(sumUp)).toBe(SUM);
      return getInode();
    });
    expect(findBundles()).toHaveLength(1);
    expect(inodes[1]).toBe(inodes[2]);
  });

  test('sees an edited source, a new one and one that is gone', () => {
    for (const _ of [1, 2, 3]) run(sumUp);
    write('one/part-29.ts', 'export const get = (): number => 1029;\n');
    expect(run(sumUp)).toBe('1435');
    write('one/index.ts', "export { sum } from './more';\n");
    write('one/more.ts', "export { get as sum } from './part-7';\n");
    rmSync(join(root, 'one/part-3.ts'));
    expect(run(sumUp)).toBe('7');
    expect(() => run("require('./one/part-3')")).toThrow(/part-3/);
  });

  test('names its sources and their lines in a trace', () => {
    write(
      'one/part-11.ts',
      '// number 11\n\nexport const get = (): number => {\n  throw new TypeError("eleven");\n};\n',
    );
    const trace = "try { require('@strata/one').sum() } catch (error) { console.log(error.stack) }";
    for (const _ of [1, 2, 3]) {
      const [first, second] = run(trace).split('\n');
      expect(first).toBe('TypeError: eleven');
      expect(second).toMatch(new RegExp(`^    at get \\(${join(root, 'one/part-11.ts')}:\\d+:11\\)$`));
    }
    const lines = new Set([1, 2].map(() => /part-11\.ts:(\d+)/.exec(run(trace))?.[1]));
    expect(lines).toEqual(new Set([/part-11\.ts:(\d+)/.exec(run(trace, '--inspect-port=0'))?.[1]]));
  });
});
