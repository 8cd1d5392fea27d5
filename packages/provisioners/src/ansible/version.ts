import { Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';
import { start } from './run-program';

/** Asks a program of Ansible which version it is; gives the first number of it. */
export async function getMajorVersion(
  { baseDirectory, ports, signal }: ProvisionContext,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  let text = '';
  const { code } = await start(() =>
    ports.processes.run({
      command,
      args: ['--version'],
      env,
      cwd: baseDirectory,
      signal,
      onOutput(_, data) {
        text += data.toString();
      },
    }),
  );
  const found = parseVersion(text);
  if (code === 0 && found !== undefined) return found;
  const what = code === 0 ? 'says no version' : `ended with exit status ${code}`;
  const detail = `"${command} --version" ${what}:\n${text.trim()}`;
  throw new Failure(
    problem('PRV014', { detail, hint: 'Set skip_version_check = true when it is no Ansible by design.' }),
  );
}

/** `ansible-playbook [core 2.14.18]`, before Ansible 2.11 `ansible-playbook 2.9.6`. */
export function parseVersion(text: string): number | undefined {
  const major = /\w (\d+)\.\d+/.exec(text)?.[1];
  return major === undefined ? undefined : Number(major);
}
