import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../create-nodes/fingerprint';
import { environment, linkRepository } from './nx-workspace';
import { createTempWorkspace, type TempWorkspace } from './temp-workspace';

const repository = join(packageRoot, '..', '..');

/** What the example images are made of; jenkins cannot be built everywhere. */
const parts = [
  ...[
    'images/golden',
    'images/middleware',
    'images/middleware-webapp',
    'images/node-runtime',
    'images/webapp',
  ],
  ...['apps', 'images.lock.json', 'package.json', 'package-lock.json', '.gitignore', '.nxignore'],
];

/** The repository's own example images in a workspace of their own, which builds with what the repository has stored. */
export interface ExampleWorkspace extends TempWorkspace {
  /** Runs a command of Nx, while servers of this process go on answering. */
  nx(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }>;
}

/**
 * Copies the example images as they are now.
 *
 * @param settings of `nx.json`, in the place of the repository's own
 * @param variables of the environment that Nx runs in, beside the usual ones
 */
export function createExampleWorkspace(
  settings: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>>,
): ExampleWorkspace {
  const own: unknown = JSON.parse(readFileSync(join(repository, 'nx.json'), 'utf8'));
  const workspace = createTempWorkspace({ 'nx.json': { ...Object(own), ...settings } });
  const tracked = execFileSync('git', ['ls-files', '-z', '--', ...parts], { cwd: repository });
  for (const file of tracked.toString().split('\0'))
    if (file !== '' && existsSync(join(repository, file))) copy(file, workspace.root);
  linkRepository(workspace);
  execFileSync('git', ['init', '--quiet'], { cwd: workspace.root });
  const store = join(repository, '.strata', 'store');
  const env = { ...environment, STRATA_STORE: store, ...variables };
  return { ...workspace, nx: (...args) => run(workspace.root, args, env) };
}

function copy(file: string, root: string): void {
  const to = join(root, file);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(repository, file), to);
}

function run(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ReturnType<ExampleWorkspace['nx']> {
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(join(cwd, 'node_modules/.bin/nx'), [...args], { cwd, env, stdio });
  let output = '';
  const take = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
