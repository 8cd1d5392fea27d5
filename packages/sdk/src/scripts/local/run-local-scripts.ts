import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { RemoteExit } from '../../communicator';
import type { PartContext } from '../../parts';
import type { ProcessResult } from '../../ports';
import { createOutputTail } from '../output-tail';
import { type BuildNames, getBuildVariables, getVariables } from '../variables';
import { findScripts, type LocalScript } from './find-scripts';
import { getLocalCommand } from './get-command';
import type { ShellLocalOptions } from './schema';
import { runsOn } from './systems';

export type LocalScriptContext = PartContext &
  BuildNames & { /** Packer's `PACKER_RUN_UUID`. */ readonly runId?: string };

/**
 * Runs the scripts of `shell-local` on this machine, one after the other, in the folder that relative paths start from and
 * with the caller's environment. The first that fails ends it, as a `Failure`.
 */
export async function runLocalScripts(
  context: LocalScriptContext,
  options: ShellLocalOptions,
): Promise<void> {
  const { ports, reporter } = context;
  if (!runsOn(ports.environment.platform, options.only_on)) {
    reporter.say('Skipping shell-local due to runtime OS');
    return;
  }
  const scripts = await findScripts(context, options);
  try {
    for (const script of scripts) await runScript(context, options, script);
  } finally {
    const written = scripts.filter(({ title }) => title === 'inline');
    for (const { path } of written) await ports.files.remove(path);
  }
}

async function runScript(
  context: LocalScriptContext,
  options: ShellLocalOptions,
  script: LocalScript,
): Promise<void> {
  const { ports, reporter, signal, baseDirectory } = context;
  reporter.say(`Running local shell script: ${script.title}`);
  const { platform } = ports.environment;
  const variables = getVariables(options, context);
  const { command, args, env } = getLocalCommand(options, { script: script.path, variables, platform });
  const tail = createOutputTail();
  const result = await ports.processes.run({
    command,
    args,
    cwd: baseDirectory,
    env: { ...getEnvironment(context), ...env },
    signal,
    onOutput(stream, data) {
      tail.add(data);
      reporter.output(stream, data);
    },
  });
  reporter.commandEnded(getExit(result));
  if (result.code !== undefined && options.valid_exit_codes.includes(result.code)) return;
  throw getFailure(script, options, { result, tail: tail.getLines() });
}

function getExit({ code, signal }: ProcessResult): RemoteExit {
  return code === undefined ? { kind: 'signalled', signal: signal ?? '' } : { kind: 'exited', code };
}

/** The caller's environment, and what tells a script which build it runs for, whatever `execute_command` makes of `{{.Vars}}`. */
function getEnvironment(context: LocalScriptContext): Record<string, string> {
  const { ports, runId } = context;
  const inherited = Object.entries(ports.environment.variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    ...getBuildVariables(context),
    ...(runId !== undefined && { PACKER_RUN_UUID: runId }),
  };
}

interface ScriptEnd {
  readonly result: ProcessResult;
  /** Last lines of its output. */
  readonly tail: readonly string[];
}

/** The sentence of Packer stays as it is, for whoever looks for it. */
function getFailure(
  { title }: LocalScript,
  options: ShellLocalOptions,
  { result, tail }: ScriptEnd,
): Failure {
  const name = title === 'inline' ? 'The inline script' : `The script ${title}`;
  const allowed = `Allowed exit codes are: [${options.valid_exit_codes.join(' ')}]`;
  const ending =
    result.code === undefined
      ? `${name} was ended by ${result.signal}.`
      : `${name} failed on this machine. Script exited with non-zero exit status: ${result.code}. ${allowed}.`;
  const output =
    tail.length === 0
      ? 'It printed nothing.'
      : `Its last output:\n${tail.map((line) => `  ${line}`).join('\n')}`;
  return new Failure(problem('SDK010', { detail: `${ending}\n${output}` }));
}
