import { createHash } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import {
  ConnectionError,
  fillPlaceholders,
  type ProvisionContext,
  type Provisioner,
  type RemoteCommand,
  type RemoteExit,
} from '@strata/sdk';
import {
  type CommandEnvironment,
  createOutputTail,
  getCommandEnvironment,
  getVariables,
  type ScriptVariable,
} from '@strata/sdk/scripts';
import { problem } from '../codes';
import { getEnvironmentFile } from './environment';
import { getScriptFailure } from './failure';
import { retryConnection } from './retry';
import type { ShellOptions, shellSchema } from './schema';
import { readScripts, type Script } from './scripts';

export const shell: Provisioner<typeof shellSchema> = { provision };

async function provision(context: ProvisionContext, options: ShellOptions): Promise<void> {
  const scripts = await readScripts(context, options);
  const variables = getVariables(options, context);
  const run: Run = { context, options, variables, environmentFile: getEnvironmentFilePath(options, scripts) };
  try {
    await sendEnvironment(run);
    for (const script of scripts) await runScript(run, script);
  } catch (error) {
    await removeLeftEnvironment(run);
    throw error;
  }
  if (run.environmentFile) await remove(run, run.environmentFile);
  if (options.pause_after > 0) await context.ports.clock.sleep(options.pause_after, context.signal);
}

/** What all scripts of a step share. */
interface Run {
  readonly context: ProvisionContext;
  readonly options: ShellOptions;
  readonly variables: readonly ScriptVariable[];
  /** In the machine; absent without `use_env_var_file`. */
  readonly environmentFile: string | undefined;
}

async function sendEnvironment({ context, options, variables, environmentFile }: Run): Promise<void> {
  if (!environmentFile) return;
  const { communicator, signal } = context;
  const content = getEnvironmentFile(variables, options.env_var_format);
  await retryConnection(context, options.start_retry_timeout, () =>
    communicator.upload(content, environmentFile, { mode: 0o600, signal }),
  );
}

async function runScript(run: Run, script: Script): Promise<void> {
  const { context, options } = run;
  context.reporter.say(`Provisioning with shell script: ${script.title}`);
  const path = getRemotePath(options, script);
  const tail = createOutputTail();
  const exit = await retryConnection(context, options.start_retry_timeout, async () => {
    const { communicator, signal } = context;
    const command: RemoteCommand = {
      ...getCommand(run, path),
      onOutput: ({ stream, data }) => {
        tail.add(data);
        context.reporter.output(stream, data);
      },
    };
    if (communicator.runScript) {
      const keep = options.skip_clean;
      return communicator.runScript({ ...command, content: script.content, path, keep }, signal);
    }
    await communicator.upload(script.content, path, { mode: 0o755, signal });
    return communicator.exec(command, signal);
  });
  context.reporter.commandEnded(exit);
  if (!isAllowed(exit, options))
    throw getScriptFailure({ script, exit, path, options, tail: tail.getLines() });
  if (!options.skip_clean && !context.communicator.runScript) await remove(run, path);
}

/** Packer's exit code for a connection that went away: templates list it among the valid ones. */
const DISCONNECTED = 2_300_218;

function isAllowed(exit: RemoteExit, { valid_exit_codes: codes, expect_disconnect }: ShellOptions): boolean {
  if (exit.kind === 'disconnected') return expect_disconnect || codes.includes(DISCONNECTED);
  return exit.kind === 'exited' && codes.includes(exit.code);
}

function getCommand({ options, variables, environmentFile }: Run, path: string) {
  const template =
    options.execute_command ??
    (environmentFile
      ? 'chmod +x {{.Path}}; . {{.EnvVarFile}} && {{.Path}}'
      : 'chmod +x {{.Path}}; {{.Vars}} {{.Path}}');
  const { text, env }: CommandEnvironment = environmentFile
    ? { text: '', env: {} }
    : getCommandEnvironment(variables, options.env_var_format);
  const command = fillPlaceholders(template, { Path: path, Vars: text, EnvVarFile: environmentFile ?? '' });
  return { command, env };
}

/** Removes a file of the machine, waiting for a machine that restarts. */
async function remove({ context, options }: Run, path: string): Promise<void> {
  const exit = await retryConnection(context, options.start_retry_timeout, async () => {
    const end = await context.communicator.exec({ command: `rm -f ${quotePath(path)}` }, context.signal);
    if (end.kind === 'disconnected') throw new ConnectionError('The connection went away again.');
    return end;
  });
  if (exit.kind === 'exited' && exit.code === 0) return;
  const detail = `${path} could not be removed from the machine after the script had run.`;
  throw new Failure(problem('PRV002', { detail, hint: 'Set skip_clean = true to leave it there.' }));
}

/** The file may hold secrets, so that a step that failed tries to remove it too: once, and its own failure stands. */
async function removeLeftEnvironment({ context, environmentFile }: Run): Promise<void> {
  const { communicator, signal } = context;
  if (!environmentFile || signal.aborted) return;
  await communicator.exec({ command: `rm -f ${quotePath(environmentFile)}` }, signal).catch(() => undefined);
}

/** A plain path stays as it is, so that `~` means what it means to the shell. */
function quotePath(path: string): string {
  return /^[\w@%+=:,./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'"'"'`)}'`;
}

/** Packer's number is random; this one comes from the content, so that a build twice is the same build. */
function getNumber(content: Buffer): number {
  return createHash('sha256').update(content).digest().readUInt32BE() % 9_999;
}

function getRemotePath(options: ShellOptions, { content }: Script): string {
  return (
    options.remote_path ??
    `${options.remote_folder}/${options.remote_file ?? `script_${getNumber(content)}.sh`}`
  );
}

function getEnvironmentFilePath(options: ShellOptions, [first]: readonly Script[]): string | undefined {
  if (!options.use_env_var_file || !first) return undefined;
  return `${options.remote_folder}/varfile_${getNumber(first.content)}.sh`;
}
