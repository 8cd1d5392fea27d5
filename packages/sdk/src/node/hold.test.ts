import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hold } from './hold';

let folder: string;
let path: string;
const { signal } = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-hold-'));
  path = join(folder, 'sub/held');
});
afterEach(() => rm(folder, { recursive: true }));

/** Another process that runs a text with `hold` and `path` in reach. */
function start(text: string): ChildProcess {
  const loader = join(__dirname, '../../../../tools/source-loader/register.js');
  const program = `const { hold } = require(${JSON.stringify(join(__dirname, 'hold.ts'))}); const path = ${JSON.stringify(path)};
    const fs = require('node:fs'); (async () => { ${text} })();`;
  return spawn(process.execPath, ['-r', loader, '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('one at a time holds a path, and nothing is left when all are done', async () => {
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      await using _ = await hold(path, signal);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    }),
  );
  expect(most).toBe(1);
  expect(await readdir(join(folder, 'sub'))).toEqual([]);
});

test('processes hold it against each other', async () => {
  const counter = join(folder, 'counter');
  await writeFile(counter, '0');
  const text = `for (let i = 0; i < 20; i++) { const held = await hold(path, new AbortController().signal);
    const n = Number(fs.readFileSync(${JSON.stringify(counter)}, 'utf8'));
    await new Promise((r) => setTimeout(r, 1));
    fs.writeFileSync(${JSON.stringify(counter)}, String(n + 1)); await held[Symbol.asyncDispose](); }`;
  const children = [start(text), start(text)];
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);
  expect(await readFile(counter, 'utf8')).toBe('40');
});

test('who is killed holds nothing any more', async () => {
  const child = start(
    `await hold(path, new AbortController().signal); process.stdout.write('held'); setInterval(() => 0, 1000);`,
  );
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await using _ = await hold(path, signal);
  expect(await readdir(join(folder, 'sub'))).toHaveLength(1);
});

test('a wait ends with an abort', async () => {
  await using _ = await hold(path, signal);
  const abort = new AbortController();
  const waiting = hold(path, abort.signal);
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
