import { spawn } from 'node:child_process';
import { validateApis } from '../api/api';
import { validateBoundaries } from '../boundaries/boundaries';
import { validateLockfile } from '../complete-lockfile/complete-lockfile';
import { validateReferenceDocs } from '../reference-docs/reference-docs';
import { workspaceRoot } from '../sources/files';

/** One thing that `npm run check` looks at. */
export interface Step {
  readonly name: string;
  /** What is wrong, a line each; nothing when all is well. */
  run(): Promise<readonly string[]>;
}

/** Runs one of the repository's own commands; its output is the problem when it fails. */
function runCommand(command: string, ...args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, {
      cwd: workspaceRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => output.push(data));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString().trimEnd();
      resolve(code === 0 ? [] : [text || `${command} ended with ${code}`]);
    });
  });
}

export const steps: readonly Step[] = [
  { name: 'types', run: () => runCommand('tsc', '-p', 'tsconfig.check.json', '--pretty', 'false') },
  { name: 'lint and format', run: () => runCommand('biome', 'ci', '--colors=off', '.') },
  { name: 'boundaries', run: async () => validateBoundaries() },
  { name: 'public API files', run: async () => validateApis() },
  { name: 'reference pages', run: async () => validateReferenceDocs() },
  { name: 'lock file', run: async () => validateLockfile('package-lock.json') },
  { name: 'table of images', run: () => runCommand('nx', 'sync:check') },
  { name: 'unit tests', run: () => runCommand('jest', '-c', 'jest.config.js', '--selectProjects', 'unit') },
];
