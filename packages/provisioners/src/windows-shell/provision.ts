import { fillPlaceholders, type ProvisionContext, type Provisioner, reveal } from '@strata/sdk';
import { fillFormat, getSecretVariables, getVariables } from '@strata/sdk/scripts';
import { retryConnection } from '../shell/retry';
import { execShown, getScriptName, validateEnd } from '../windows/exec';
import { readWindowsScripts, type WindowsScript } from '../windows/scripts';
import type { WindowsShellOptions, windowsShellSchema } from './schema';

export const windowsShell: Provisioner<typeof windowsShellSchema> = {
  async provision(context, options) {
    const scripts = await readWindowsScripts(context, options);
    for (const script of scripts) await runScript(context, options, script);
  },
};

async function runScript(
  context: ProvisionContext,
  options: WindowsShellOptions,
  script: WindowsScript,
): Promise<void> {
  const { communicator, reporter, signal } = context;
  reporter.say(`Provisioning with shell script: ${script.title}`);
  const end = await retryConnection(context, options.start_retry_timeout, async () => {
    await communicator.upload(script.content, options.remote_path, { signal });
    return execShown(context, getCommand(context, options));
  });
  validateEnd(getScriptName(script), end, options.valid_exit_codes);
}

/** A secret reaches the script by a way that no process list shows, and cmd hands it on by itself. */
function getCommand(context: ProvisionContext, options: WindowsShellOptions) {
  const variables = getVariables(options, context);
  const open = variables.filter(({ value }) => typeof value === 'string');
  const text = open
    .map(({ name, value }) => fillFormat(options.env_var_format, name, reveal(value)))
    .join('');
  const command = fillPlaceholders(options.execute_command, { Path: options.remote_path, Vars: text });
  return { command, env: getSecretVariables(variables) };
}
