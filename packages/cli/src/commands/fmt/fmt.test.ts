import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import type { Terminal } from '../../context';
import { runCli } from '../../run-cli';
import { runInMemory } from '../../testing/run-in-memory';

const loose = 'a=1\nlong=2\n';
const neat = 'a    = 1\nlong = 2\n';
const broken = 'a = [1,\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-fmt-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const read = (name: string) => readFile(join(folder, name), 'utf8');

/** Runs `strata fmt` in the folder. */
async function fmt(...args: readonly string[]) {
  const text = { out: '', err: '' };
  const terminal = (name: 'out' | 'err'): Terminal => ({
    isTerminal: false,
    width: 120,
    color: false,
    write: (more) => {
      text[name] += more;
    },
  });
  const ports = createNodePorts();
  const code = await runCli(['fmt', ...args], {
    ports: { ...ports, environment: { ...ports.environment, cwd: folder } },
    signal: new AbortController().signal,
    out: terminal('out'),
    err: terminal('err'),
  });
  return { code, ...text };
}

describe('strata fmt', () => {
  it('gives files their layout and names those that did not have it', async () => {
    await write({ 'a.pkr.hcl': loose, 'b.pkr.hcl': neat, 'c.auto.pkrvars.hcl': loose });
    expect(await fmt('.')).toEqual({ code: 0, out: 'a.pkr.hcl\nc.auto.pkrvars.hcl\n', err: '' });
    expect(await read('a.pkr.hcl')).toBe(neat);
    expect(await read('c.auto.pkrvars.hcl')).toBe(neat);
    expect(await fmt('.')).toEqual({ code: 0, out: '', err: '' });
  });

  it('leaves other files of a folder alone', async () => {
    const others = {
      'a.pkrtpl.hcl': loose,
      'a.hcl': loose,
      'a.pkr.json': '{}',
      '.hidden.pkr.hcl': loose,
      'a.pkr.hcl~': loose,
      '#a.pkr.hcl#': loose,
      'folder.pkr.hcl/a.pkr.hcl': loose,
    };
    await write(others);
    expect(await fmt('.')).toEqual({ code: 0, out: '', err: '' });
    for (const [name, text] of Object.entries(others)) expect(await read(name)).toBe(text);
  });

  it('takes a file that is named, whatever it is called, and many of them', async () => {
    await write({ 'a.hcl': loose, 'sub/b.pkr.hcl': loose });
    expect(await fmt('a.hcl', 'sub')).toMatchObject({ code: 0, out: 'a.hcl\nsub/b.pkr.hcl\n' });
    expect(await read('a.hcl')).toBe(neat);
  });

  it('goes into folders below when asked to, but into no hidden or foreign one, nor through links', async () => {
    await write({
      'x/y/a.pkr.hcl': loose,
      '.git/a.pkr.hcl': loose,
      'node_modules/m/a.pkr.hcl': loose,
    });
    await symlink('..', join(folder, 'x/up'));
    expect(await fmt('.')).toMatchObject({ code: 0, out: '' });
    expect(await fmt('-recursive', '.')).toMatchObject({ code: 0, out: 'x/y/a.pkr.hcl\n' });
  });

  it('-check writes nothing and ends with 3 where something would change', async () => {
    await write({ 'a.pkr.hcl': loose });
    expect(await fmt('-check', '.')).toEqual({ code: 3, out: 'a.pkr.hcl\n', err: '' });
    expect(await read('a.pkr.hcl')).toBe(loose);
    await write({ 'a.pkr.hcl': neat });
    expect(await fmt('-check', '.')).toEqual({ code: 0, out: '', err: '' });
  });

  it('-write=false writes nothing and ends well', async () => {
    await write({ 'a.pkr.hcl': loose });
    expect(await fmt('-write=false', '.')).toEqual({ code: 0, out: 'a.pkr.hcl\n', err: '' });
    expect(await read('a.pkr.hcl')).toBe(loose);
  });

  it('-diff shows what changes', async () => {
    await write({ 'a.pkr.hcl': loose });
    const { out } = await fmt('-diff', 'a.pkr.hcl');
    expect(out).toBe(
      'a.pkr.hcl\n--- old/a.pkr.hcl\n+++ new/a.pkr.hcl\n@@ -1,2 +1,2 @@\n-a=1\n-long=2\n+a    = 1\n+long = 2\n',
    );
  });

  it('leaves a file with mistakes as it is, tells them, and does the others', async () => {
    await write({ 'a.pkr.hcl': broken, 'b.pkr.hcl': loose });
    const { code, out, err } = await fmt('.');
    expect({ code, out }).toEqual({ code: 1, out: 'b.pkr.hcl\n' });
    expect(err).toContain('a.pkr.hcl line');
    expect(await read('a.pkr.hcl')).toBe(broken);
    expect(await read('b.pkr.hcl')).toBe(neat);
    expect((await fmt('-check', '.')).code).toBe(1);
  });

  it('keeps permissions, and links as links', async () => {
    await write({ 'real/a.pkr.hcl': loose });
    await chmod(join(folder, 'real/a.pkr.hcl'), 0o600);
    await symlink('real/a.pkr.hcl', join(folder, 'a.pkr.hcl'));
    expect(await fmt('.')).toMatchObject({ code: 0, out: 'a.pkr.hcl\n' });
    expect((await lstat(join(folder, 'a.pkr.hcl'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(folder, 'real/a.pkr.hcl'))).mode & 0o777).toBe(0o600);
    expect(await read('real/a.pkr.hcl')).toBe(neat);
    expect(await readdir(join(folder, 'real'))).toEqual(['a.pkr.hcl']);
  });

  it('keeps line ends as they are and drops the mark at the start', async () => {
    await write({ 'a.pkr.hcl': '\ufeffa=1\r\n' });
    expect(await fmt('.')).toMatchObject({ code: 0 });
    expect(await read('a.pkr.hcl')).toBe('a = 1\r\n');
  });

  it.each([
    ['a JSON template', 'a.pkr.json', '{"builders": []}', 'CLI023'],
    ['JSON under another name', 'template', ' {"builders": []}', 'CLI023'],
    ['bytes that are no text', 'a.pkr.hcl', Buffer.from('a = "\xe9"\n', 'latin1'), 'CLI021'],
    ['brackets in brackets without end', 'a.pkr.hcl', `a = ${'['.repeat(10_000)}`, 'HCL005'],
  ])('refuses %s in words', async (_, name, content, problem) => {
    await write({ [name]: content });
    const { code, out, err } = await fmt(name);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(problem);
    expect(await readFile(join(folder, name))).toEqual(Buffer.from(content));
  });

  it.each([
    ['no path', [], 'CLI005'],
    ['a path that leads nowhere', ['none'], 'CLI006'],
    ['an unknown flag', ['-chekc', '.'], 'Did you mean -check?'],
  ])('refuses %s in words', async (_, args, problem) => {
    const { code, err } = await fmt(...args);
    expect(code).toBe(1);
    expect(err).toContain(problem);
  });
});

describe('strata fmt of standard input', () => {
  it.each([
    ['formats it', [], loose, { code: 0, out: neat }],
    ['gives back what has its layout', [], neat, { code: 0, out: neat }],
    ['checks it', ['-check'], loose, { code: 3, out: '' }],
    ['shows no diff, which nobody could tell from the text', ['-diff'], loose, { code: 0, out: neat }],
  ])('%s', async (_, flags, text, end) => {
    expect(await runInMemory(['fmt', ...flags, '-'], { typed: text.split('\n') })).toMatchObject(end);
  });

  it('tells mistakes with their lines', async () => {
    const { code, out, err } = await runInMemory(['fmt', '-'], { typed: ['a = ]'] });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('<stdin> line 1');
    expect(err).toContain('a = ]');
  });
});
