import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a line of shell with more variables than this process has. @returns its exit code, or 1 when a signal ended it */
export async function runCommand(line: string, variables: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(line, { shell: true, stdio: 'inherit', env: { ...process.env, ...variables } });
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}

/** Waits until somebody ends this process by hand. */
export async function waitForSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
