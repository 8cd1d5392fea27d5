import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Programs of this machine that a tiny image has. */
const programs = [
  ...[
    'sh',
    'cat',
    'chmod',
    'mkdir',
    'mkfifo',
    'ls',
    'ln',
    'rm',
    'rmdir',
    'mv',
    'cp',
    'touch',
    'stat',
    'wc',
    'id',
  ],
  ...[
    'head',
    'sort',
    'sleep',
    'env',
    'readlink',
    'uname',
    'true',
    'tar',
    'grep',
    'find',
    'setsid',
    'mount',
    'umount',
  ],
  ...['unshare', 'chown', 'ip', 'tty', 'setpriv'],
];

const folders = ['dev', 'etc', 'proc', 'root', 'run', 'sys', 'tmp', 'usr/bin', 'usr/sbin', 'var/lib'];

/** Makes a root file system of a few MB out of programs of this machine; no network, a tenth of a second. */
export function makeTinyImage(root: string): void {
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
  parts ??= findParts();
  for (const { from, to } of parts) copy(root, from, to);
}

interface Part {
  readonly from: string;
  readonly to: string;
}

/** Looked for once: `ldd` starts each program, which takes longer than all the rest, and many tests make an image each. */
let parts: readonly Part[] | undefined;

function findParts(): readonly Part[] {
  const found = programs.map(findProgram).filter((path) => path !== undefined);
  return [
    ...found.map((from) => ({ from, to: join('/usr/bin', basename(from)) })),
    ...getLibraries(found).map((path) => ({ from: path, to: path })),
  ];
}

/** Adds the libraries of this machine that programs, or other libraries, need. */
export function addLibraries(root: string, paths: readonly string[]): void {
  for (const library of getLibraries(paths)) copy(root, library, library);
}

function findProgram(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => join(folder, name)).find(existsSync);
}

function copy(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  copyFileSync(realpathSync(from), join(root, to));
}

/** Shared libraries and the loader: every absolute path that `ldd` prints. */
function getLibraries(paths: readonly string[]): readonly string[] {
  const text = execFileSync('ldd', [...paths], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const found = text.match(/(?<=(=> |\t))\/\S+(?= \(0x)/g) ?? [];
  return [...new Set(found)];
}
