import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { searchPath } from './temporary-store';

const workspace = resolve(__dirname, '../../../..');

/** The program of `store-process.ts`, running. */
export interface StoreProcess {
  readonly pid: number;
  /** Sends an operation; gives the next answer. */
  ask(...operation: readonly string[]): Promise<unknown>;
  send(...operation: readonly string[]): void;
  answer(): Promise<unknown>;
  kill(): Promise<void>;
}

/** Arguments of Node that run the program on a store. */
export function getStoreProgram(directory: string): readonly string[] {
  const program = join(__dirname, 'store-process.ts');
  return ['--require', join(workspace, 'tools/source-loader/register.js'), program, directory, searchPath];
}

export function startStoreProcess(directory: string): StoreProcess {
  const child = spawn(process.execPath, getStoreProgram(directory), {
    cwd: workspace,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    return done === true ? 'ended' : JSON.parse(value as string);
  };
  const send = (...operation: readonly string[]): void => {
    child.stdin.write(`${JSON.stringify(operation)}\n`);
  };
  return {
    pid: child.pid as number,
    send,
    answer,
    ask: (...operation) => {
      send(...operation);
      return answer();
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
