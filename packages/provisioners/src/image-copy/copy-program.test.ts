import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getWanted } from './copies';
import { type CopyRequest, getCopyProgram } from './copy-program';
import type { ImageCopyOptions } from './schema';

/** Runs the program with the machine's own tar; `/` of the image is a folder. */
let folder: string;
let root: string;
let image: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-copy-'));
  [root, image] = [join(folder, "it's the source"), join(folder, 'image')];
  mkdirSync(root);
  mkdirSync(image);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Text for a file, `{ link }` or a mode for a file whose text is its own path. */
type Tree = Readonly<Record<string, string | number | { readonly link: string }>>;

function make(base: string, tree: Tree): void {
  for (const [path, entry] of Object.entries(tree)) {
    const full = join(base, path);
    mkdirSync(dirname(full), { recursive: true });
    if (typeof entry === 'object') symlinkSync(entry.link, full);
    else writeFileSync(full, typeof entry === 'string' ? entry : path);
    if (typeof entry === 'number') chmodSync(full, entry);
  }
}

/** Every file and link with its text or target. */
function read(base: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(base, below)).sort()) {
    const path = join(below, name);
    const stat = lstatSync(join(base, path));
    if (stat.isDirectory()) Object.assign(found, read(base, path));
    else
      found[path] = stat.isSymbolicLink()
        ? `-> ${readlinkSync(join(base, path))}`
        : readFileSync(join(base, path), 'utf8');
  }
  return found;
}

function copy(options: Partial<ImageCopyOptions> & { destination: string }, more: Partial<CopyRequest> = {}) {
  const wanted = getWanted(options as ImageCopyOptions);
  const placed = { ...wanted, to: join(image, wanted.to).replace(/\/$/, '') };
  const isFolder = wanted.kind === 'rename' && lstatSync(join(root, wanted.path)).isDirectory();
  const { exclude = [] } = options;
  const program = getCopyProgram({
    wanted: placed,
    root,
    isFolder,
    mounts: [],
    exclude,
    attributes: true,
    ...more,
  });
  const { status, stderr } = spawnSync('sh', ['-c', program], { encoding: 'utf8' });
  return { status, stderr };
}

const tree: Tree = {
  'opt/app/main.js': 'main',
  'opt/app/lib/util.js': 'util',
  'opt/app/lib/util.js.map': 'map',
  'opt/other': 'other',
  'etc/app.conf': 'conf',
  current: { link: '/opt/app' },
};

test.each<[string, Partial<ImageCopyOptions> & { destination: string }, readonly string[]]>([
  [
    'everything',
    { destination: '/' },
    [
      'current',
      'etc/app.conf',
      'opt/app/lib/util.js',
      'opt/app/lib/util.js.map',
      'opt/app/main.js',
      'opt/other',
    ],
  ],
  [
    'everything below a folder',
    { destination: '/mnt/x', exclude: ['opt', 'current'] },
    ['mnt/x/etc/app.conf'],
  ],
  [
    'paths where they were',
    { paths: ['/opt/app/lib', 'etc'], destination: '/' },
    ['etc/app.conf', 'opt/app/lib/util.js', 'opt/app/lib/util.js.map'],
  ],
  [
    'paths below a folder',
    { paths: ['/etc/app.conf', '/current'], destination: '/srv/' },
    ['srv/current', 'srv/etc/app.conf'],
  ],
  [
    'what is in a folder',
    { source: '/opt/app/', destination: '/srv' },
    ['srv/lib/util.js', 'srv/lib/util.js.map', 'srv/main.js'],
  ],
  [
    'a folder into a folder',
    { source: '/opt/app', destination: '/srv/' },
    ['srv/app/lib/util.js', 'srv/app/lib/util.js.map', 'srv/app/main.js'],
  ],
  [
    'a folder under a new name',
    { source: '/opt/app/lib', destination: '/srv/a.b&c' },
    ['srv/a.b&c/util.js', 'srv/a.b&c/util.js.map'],
  ],
  ['a file into a folder', { source: '/etc/app.conf', destination: '/srv/' }, ['srv/app.conf']],
  ['a file under a new name', { source: '/etc/app.conf', destination: '/srv/x|y.conf' }, ['srv/x|y.conf']],
  ['a link as a link', { source: '/current', destination: '/srv/now' }, ['srv/now']],
  [
    'all but a name anywhere',
    { paths: ['/opt'], exclude: ['*.map', 'other'], destination: '/' },
    ['opt/app/lib/util.js', 'opt/app/main.js'],
  ],
  ['all but a path', { source: '/opt/', exclude: ['/app/lib'], destination: '/' }, ['app/main.js', 'other']],
])('copies %s', (_, options, expected) => {
  make(root, tree);
  expect(copy(options)).toEqual({ status: 0, stderr: '' });
  expect(Object.keys(read(image))).toEqual(expected);
});

test('links keep their targets, also under a new name', () => {
  make(root, { 'app/a': 'text', 'app/rel': { link: './a' }, 'app/abs': { link: '/app/a' } });
  linkSync(join(root, 'app/a'), join(root, 'app/hard'));
  copy({ source: '/app', destination: '/new' });
  expect(read(image)).toEqual({
    'new/a': 'text',
    'new/abs': '-> /app/a',
    'new/hard': 'text',
    'new/rel': '-> ./a',
  });
  expect(lstatSync(join(image, 'new/a')).ino).toBe(lstatSync(join(image, 'new/hard')).ino);
});

test('hard links between two of the paths stay', () => {
  make(root, { 'a/x': 'text', 'b/y': 'other' });
  linkSync(join(root, 'a/x'), join(root, 'b/x'));
  copy({ paths: ['a/x', 'b/x'], destination: '/' });
  expect(lstatSync(join(image, 'a/x')).ino).toBe(lstatSync(join(image, 'b/x')).ino);
});

test('modes come along, those of the folders above too when they are made', () => {
  make(root, { 'private/deep/file': 0o4711 });
  chmodSync(join(root, 'private'), 0o700);
  copy({ paths: ['private/deep/file'], destination: '/' });
  expect(lstatSync(join(image, 'private/deep/file')).mode & 0o7777).toBe(0o4711);
  expect(lstatSync(join(image, 'private')).mode & 0o7777).toBe(0o700);
});

test('a folder that is there stays as it is, a file is replaced, the rest is left alone', () => {
  make(root, { 'etc/a': 'new', 'etc/sub/c': 'c' });
  make(image, { 'etc/a': 'old', 'etc/b': 'kept', 'etc/sub/d': 'd' });
  chmodSync(join(root, 'etc'), 0o700);
  chmodSync(join(image, 'etc'), 0o751);
  expect(copy({ paths: ['etc'], destination: '/' })).toEqual({ status: 0, stderr: '' });
  expect(read(image)).toEqual({ 'etc/a': 'new', 'etc/b': 'kept', 'etc/sub/c': 'c', 'etc/sub/d': 'd' });
  expect(lstatSync(join(image, 'etc')).mode & 0o777).toBe(0o751);
});

test('a link to a folder stays a link', () => {
  make(root, { 'lib/new.so': 'so' });
  make(image, { 'usr/lib/old.so': 'so', lib: { link: 'usr/lib' } });
  copy({ paths: ['lib'], destination: '/' });
  expect(read(image)).toEqual({ lib: '-> usr/lib', 'usr/lib/new.so': 'so', 'usr/lib/old.so': 'so' });
});

test('a file is replaced, not written through a link', () => {
  make(root, { 'etc/localtime': 'zone' });
  make(image, { 'etc/localtime': { link: '../precious' }, precious: 'kept' });
  copy({ paths: ['etc/localtime'], destination: '/' });
  expect(read(image)).toEqual({ 'etc/localtime': 'zone', precious: 'kept' });
});

test('what is mounted during the build is left out', () => {
  make(root, { 'etc/resolv.conf': 'x', 'etc/hosts': 'x', 'proc/1': 'x', 'etc/resolv.conf.d/a': 'x' });
  const mounts = ['/', join(image, 'proc'), join(image, 'etc/resolv.conf')];
  copy({ destination: '/' }, { mounts });
  expect(Object.keys(read(image))).toEqual(['etc/hosts', 'etc/resolv.conf.d/a']);
});

test('modes can be set for all of it', () => {
  make(root, { 'x/a': 0o600, 'x/b': 0o700 });
  copy({ source: 'x/', destination: '/x' }, { mode: 'u=rwX,go=rX' });
  expect(lstatSync(join(image, 'x/a')).mode & 0o777).toBe(0o644);
  expect(lstatSync(join(image, 'x/b')).mode & 0o777).toBe(0o755);
});

test('odd names survive', () => {
  make(root, { "-rf/it's": 'a', '-rf/new\nline': 'b', '-rf/$HOME "x" *': 'c', '-rf/\\back': 'd' });
  expect(copy({ paths: ['-rf'], destination: '/' }).status).toBe(0);
  expect(read(image)).toEqual(read(root));
  expect(copy({ source: '-rf', destination: '/to/-x' }).status).toBe(0);
  expect(existsSync(join(image, "to/-x/it's"))).toBe(true);
});

test('a failure of either side is a failure', () => {
  make(root, { 'a/b': 'x' });
  expect(copy({ paths: ['none'], destination: '/' }).status).toBe(1);
  make(image, { 'a/b/c': 'in the way' });
  const { status, stderr } = copy({ paths: ['a'], destination: '/' });
  expect(status).toBe(1);
  expect(stderr).toContain('a/b');
});
