import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace, environment, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { addTinyBase, makeTemplate, shellStep } from '../testing/tiny-base';

let workspace: NxWorkspace;
beforeEach(() => {
  workspace = createNxWorkspace({});
  const base = addTinyBase(workspace);
  workspace.write({
    'images/slow/image.pkr.hcl': makeTemplate('slow', base, [shellStep('sleep 300')]),
  });
  linkRepository(workspace);
});
afterEach(() => workspace.remove());

/** Processes and mounts of this machine that name the workspace. */
function listLeftovers(): readonly string[] {
  const isMine = (text: string) => text.includes(workspace.root);
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').filter(isMine);
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [...mounts, ...processes.map(readCommand).filter(isMine)];
}

function readCommand(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
  } catch {
    return '';
  }
}

const atWork = /\[2\/2\] shell.* \.\.\./;

/** Runs Nx until the step is at work, then sends the signal; gives what was printed. */
function interrupt(signal: NodeJS.Signals, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: workspace.root, env: environment };
    const nx = spawn(join(workspace.root, 'node_modules/.bin/nx'), args, options);
    let output = '';
    const take = (data: Buffer) => {
      const wasAtWork = atWork.test(output);
      output += data;
      if (!wasAtWork && atWork.test(output)) setTimeout(() => nx.kill(signal), 1000);
    };
    nx.stdout.on('data', take);
    nx.stderr.on('data', take);
    nx.on('close', () => resolve(output));
  });
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 2000));

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a build that is stopped by %s leaves nothing behind',
  async (signal) => {
    const output = await interrupt(signal, 'run-many', '-t', 'build-image');
    expect(output).toMatch(atWork);
    await settle();
    expect(listLeftovers()).toEqual([]);
    expect(readdirSync(join(workspace.root, '.strata/scratch'))).toEqual([]);
  },
);
