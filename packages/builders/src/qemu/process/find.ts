import { readdir, readFile } from 'node:fs/promises';
import type { RemoveContext } from '@strata/sdk';
import { getEnvironment } from './environment';

/** Processes with a text in their command line that nobody else would have there: a random name. */
export async function findProcesses(context: RemoveContext, mark: string): Promise<readonly number[]> {
  const found =
    context.ports.environment.platform === 'linux' ? await readProc() : await listProcesses(context);
  return found.filter(({ pid, line }) => pid !== process.pid && line.includes(mark)).map(({ pid }) => pid);
}

interface Found {
  readonly pid: number;
  readonly line: string;
}

async function readProc(): Promise<readonly Found[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  return Promise.all(
    pids.map(async (pid) => ({
      pid,
      // A process may be gone by now.
      line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  );
}

async function listProcesses({ ports, signal }: RemoveContext): Promise<readonly Found[]> {
  const chunks: Buffer[] = [];
  await ports.processes.run({
    command: 'ps',
    args: ['-axo', 'pid=,command='],
    env: getEnvironment(ports),
    signal,
    onOutput: (stream, data) => void (stream === 'stdout' && chunks.push(data)),
  });
  const lines = Buffer.concat(chunks).toString().split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), line })).filter(({ pid }) => pid > 0);
}
