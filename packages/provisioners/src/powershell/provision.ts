import { createHash } from 'node:crypto';
import {
  ConnectionError,
  fillPlaceholders,
  type ProvisionContext,
  type Provisioner,
  type Text,
} from '@strata/sdk';
import { getVariables } from '@strata/sdk/scripts';
import { retryConnection } from '../shell/retry';
import { execShown, getScriptName, validateEnd } from '../windows/exec';
import { quotePowershell } from '../windows/powershell';
import { readWindowsScripts, type WindowsScript } from '../windows/scripts';
import { getCommandTemplate, getProgram } from './command';
import { getEnvironmentFile, getScriptContent } from './content';
import { getElevatedScript } from './elevated';
import type { PowershellOptions, powershellSchema } from './schema';

export const powershell: Provisioner<typeof powershellSchema> = {
  async provision(context, options) {
    const scripts = await readWindowsScripts(context, options);
    for (const script of scripts) await runScript(context, options, script);
    if (options.pause_after > 0) await context.ports.clock.sleep(options.pause_after, context.signal);
  },
};

/** What is sent for one script, by where it goes. */
interface Sent {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly command: Text;
}

async function runScript(
  context: ProvisionContext,
  options: PowershellOptions,
  script: WindowsScript,
): Promise<void> {
  const { communicator, reporter, signal } = context;
  reporter.say(`Provisioning with powershell script: ${script.title}`);
  const { files, command } = prepare(context, options, script);
  try {
    const end = await retryConnection(context, options.start_retry_timeout, async () => {
      for (const [path, content] of files) await communicator.upload(content, path, { signal });
      return execShown(context, { command });
    });
    validateEnd(getScriptName(script), end, options.valid_exit_codes);
  } finally {
    if (!options.skip_clean && !signal.aborted) await remove(context, options, [...files.keys()]);
  }
}

const FOLDER = 'c:/Windows/Temp';

function prepare(context: ProvisionContext, options: PowershellOptions, script: WindowsScript): Sent {
  const { elevated_user: user, elevated_password: password } = options;
  const id = getId(script.content);
  const path = options.remote_path ?? `${FOLDER}/script-${id}.ps1`;
  const environmentFile = options.remote_env_var_path ?? `${FOLDER}/packer-ps-env-vars-${id}.ps1`;
  const format = user === undefined ? options.env_var_format : options.elevated_env_var_format;
  const files = new Map([
    [path, getScriptContent(script, { environmentFile, debugMode: options.debug_mode })],
    [environmentFile, getEnvironmentFile(getVariables(options, context), format)],
  ]);
  const values = { Path: path, Vars: environmentFile };
  const command = fillPlaceholders(getCommandTemplate(options, script.isInline), values);
  if (user === undefined) return { files, command };
  const runner = `${FOLDER}/packer-elevated-shell-${id}.ps1`;
  files.set(runner, getElevatedScript({ id, user, password, command }));
  return { files, command: `powershell -executionpolicy bypass -file "${runner}"` };
}

const ID_LENGTH = 32;

/** Packer's number is random; this one comes from the content, so that a build twice is the same build. */
function getId(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, ID_LENGTH);
}

/** Some of the files may hold secrets. What cannot be removed is told and fails nothing, as in Packer. */
async function remove(
  context: ProvisionContext,
  options: PowershellOptions,
  paths: readonly string[],
): Promise<void> {
  const list = paths.map(quotePowershell).join(',');
  const command = `${getProgram(options)} -command "Remove-Item -Force -ErrorAction SilentlyContinue -LiteralPath ${list}"`;
  const { communicator, reporter, signal } = context;
  const isRemoved = await communicator.exec({ command }, signal).then(
    (exit) => exit.kind === 'exited',
    (error: unknown) => {
      if (!(error instanceof ConnectionError)) throw error;
      return false;
    },
  );
  if (!isRemoved) reporter.warn(`Left in the machine: ${paths.join(', ')}`);
}
