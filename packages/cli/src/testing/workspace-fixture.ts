import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';

const executable = resolve(__dirname, '../../bin/strata.js');

/** How one command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** A workspace in a temporary folder with a tiny base to build on: no network, quick layers, the real engine. */
export interface WorkspaceFixture extends Disposable {
  readonly root: string;
  /** `path` and `checksum` of the tiny base's archive, for `archive` blocks. */
  readonly base: { readonly path: string; readonly checksum: string };
  write(path: string, content: string): void;
  read(path: string): string;
  has(path: string): boolean;
  /** An image project of its own base with these provisioner blocks. */
  image(name: string, provisioners: string): void;
  /** An image project on a parent. */
  child(name: string, parent: string, provisioners: string): void;
  strata(...args: readonly string[]): Promise<Ended>;
  /** The same with more in its environment. */
  strataWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended>;
  /** The same, and tells the number of the process as soon as there is one. */
  run(
    env: Readonly<Record<string, string>>,
    args: readonly string[],
    started: (pid: number | undefined) => void,
  ): Promise<Ended>;
  /** Starts a command line and calls back with all its output so far, each time more comes. */
  watch(
    args: readonly string[],
    look: (output: string, kill: (signal: NodeJS.Signals) => void) => void,
  ): Promise<Ended>;
}

export function createWorkspaceFixture(): WorkspaceFixture {
  const root = mkdtempSync(join(tmpdir(), 'strata-workspace-'));
  const path = join(root, 'base.tar');
  archive ??= makeArchive();
  writeFileSync(path, archive);
  const checksum = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  };
  write('nx.json', '{}');
  const watch: WorkspaceFixture['watch'] = (args, look) => run({ root, args }, look);
  return {
    root,
    base: { path, checksum },
    write,
    read: (name) => readFileSync(join(root, name), 'utf8'),
    has: (name) => existsSync(join(root, name)),
    image: (name, provisioners) =>
      write(`images/${name}/image.pkr.hcl`, getImage({ path, checksum }, name, provisioners)),
    child: (name, parent, provisioners) =>
      write(`images/${name}/image.pkr.hcl`, getChild(name, parent, provisioners)),
    strata: (...args) => watch(args, () => undefined),
    strataWith: (env, ...args) => run({ root, args, env }, () => undefined),
    run: (env, args, started) => run({ root, args, env, started }, () => undefined),
    watch,
    [Symbol.dispose]: () => removeAll(root),
  };
}

/** `inline` provisioners, one for each line of shell. */
export function shellSteps(...lines: readonly string[]): string {
  return lines
    .map(
      (line) =>
        `  provisioner "shell" {\n    inline  = [${JSON.stringify(line)}]\n    network = false\n  }\n`,
    )
    .join('\n');
}

/** Bytes; a tiny image has a few million. */
const LARGEST_ARCHIVE = 2 ** 28;

/** Made once, and the same for all workspaces of a test file. */
let archive: Buffer | undefined;

function makeArchive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'strata-base-'));
  try {
    // Below: a temporary folder is for its owner alone, and the root of an image is not.
    const tree = join(folder, 'tree');
    makeTinyImage(tree);
    const flags = ['--owner=0', '--group=0', '--sort=name', '--mtime=@1700000000'];
    return execFileSync('tar', ['-C', tree, ...flags, '-c', '.'], { maxBuffer: LARGEST_ARCHIVE });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function getImage(base: WorkspaceFixture['base'], name: string, provisioners: string): string {
  return `source "rootfs" "${name}" {
  archive {
    source   = "${base.path}"
    checksum = "${base.checksum}"
  }
}

build {
  sources = ["source.rootfs.${name}"]

${provisioners}}
`;
}

function getChild(name: string, parent: string, provisioners: string): string {
  return `data "strata-image" "parent" {
  project = "${parent}"
}

source "rootfs" "${name}" {
  from = data.strata-image.parent.layers
}

build {
  sources = ["source.rootfs.${name}"]

${provisioners}}
`;
}

interface CommandLine {
  readonly root: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly started?: (pid: number | undefined) => void;
}

function run(
  { root, args, env: more, started }: CommandLine,
  look: Parameters<WorkspaceFixture['watch']>[1],
): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: root, XDG_CACHE_HOME: join(root, 'cache'), ...more };
  const child = spawn(process.execPath, [executable, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started?.(child.pid);
  const text = { out: '', err: '' };
  const take = (name: 'out' | 'err') => (data: Buffer) => {
    text[name] += data.toString();
    look(text.out + text.err, (signal) => child.kill(signal));
  };
  child.stdout.on('data', take('out'));
  child.stderr.on('data', take('err'));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, ...text }));
  });
}

/** As root every file is ours; otherwise layers belong to subordinate ids, which only a namespace may touch. */
function removeAll(root: string): void {
  if (process.getuid?.() === 0) rmSync(root, { recursive: true, force: true });
  else execFileSync('unshare', ['--user', '--map-auto', '--map-root-user', 'rm', '-rf', root]);
}
