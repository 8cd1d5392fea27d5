import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { addLibraries, makeTinyImage } from './tiny-image';

const CACHE = resolve(__dirname, '../../../../.strata/test-python');
/** Changed with what is below. */
const VERSION = '1';

/** The root of a tiny image with Debian's Python in it, which Ansible needs in a machine. Made once, and kept in the workspace. */
export function makePythonImage(): string {
  const folder = join(CACHE, VERSION);
  if (!existsSync(folder)) make(folder);
  return folder;
}

/** Two tests at once make it twice; whoever is first wins. */
function make(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  try {
    const root = join(draft, 'root');
    makeTinyImage(root);
    addPython(root, join(draft, 'packages'));
    addAccounts(root);
    chmodSync(root, 0o755);
    chmodSync(join(root, 'tmp'), 0o1777);
    renameSync(root, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function addPython(root: string, packages: string): void {
  mkdirSync(packages);
  const version = /python(3\.\d+)-minimal$/mu.exec(run('apt-cache', 'depends', 'python3-minimal'))?.[1];
  if (version === undefined) throw new Error('apt knows no python3-minimal: apt-get update');
  const wanted = [`python${version}-minimal`, `libpython${version}-minimal`, `libpython${version}-stdlib`];
  execFileSync('apt-get', ['download', ...wanted], { cwd: packages, stdio: 'pipe' });
  const unpacked = join(packages, 'unpacked');
  for (const name of readdirSync(packages)) run('dpkg-deb', '-x', join(packages, name), unpacked);
  for (const place of ['bin', 'lib']) run('cp', '-a', join(unpacked, 'usr', place), join(root, 'usr'));
  symlinkSync(`python${version}`, join(root, 'usr/bin/python3'));
  const library = join(root, `usr/lib/python${version}`);
  const extensions = readdirSync(join(library, 'lib-dynload')).map((name) =>
    join(library, 'lib-dynload', name),
  );
  addLibraries(root, [join(root, 'usr/bin/python3'), ...extensions]);
  // As Debian's packages do it when they are installed: what runs as root would write these files into a layer.
  run(join(root, 'usr/bin/python3'), '-m', 'compileall', '-q', '-s', root, '-p', '/', library);
}

function addAccounts(root: string): void {
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nbob:x:1000:\n');
}

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
