import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { OutputChunk, PartContext, RemoteCommand, RemoteExit } from '@strata/sdk';
import { ConnectionError } from '@strata/sdk';
import { problem } from '../codes';
import { Trouble } from '../ssh/trouble';
import { getCommandText } from './command-text';
import { asProblem, explain } from './explain';
import type { Post } from './http';
import { getPowershellLine } from './powershell';
import { createProtocol } from './protocol';
import { type RunCommand, run } from './run';
import type { WinrmSettings } from './settings';
import { createShells } from './shells';
import { waitUntilReady } from './wait';

/** A machine that can be asked again and again, also after it was gone for a while. */
export interface Machine {
  exec(command: RemoteCommand, signal: AbortSignal): Promise<RemoteExit>;
  /** Runs a command of ours to its end; waits first when the machine was lost. */
  ask(command: OwnCommand, signal: AbortSignal): Promise<Answer>;
  /** Waits until the machine runs what it is asked to. */
  arrive(timeout: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface OwnCommand extends Pick<RunCommand, 'stdin' | 'onOutput'> {
  /** Of PowerShell. */
  readonly script: string;
  readonly environment?: RunCommand['environment'];
}

export interface Answer {
  readonly exit: Exclude<RemoteExit, { kind: 'disconnected' }>;
  /** What it wrote on standard output, unless `onOutput` took it. */
  readonly out: string;
  readonly errors: string;
}

/** Packer's words. */
const READY = 'WinRM connected.';
/** Milliseconds that a machine may take to come back before a transfer. */
const RETURN = 300_000;
const GOODBYE = 5_000;

export function createMachine(context: PartContext, settings: WinrmSettings, post: Post): Machine {
  const { clock } = context.ports;
  const protocol = createProtocol(post);
  const shells = createShells(protocol, clock);
  const runner = { protocol, shells, clock };
  let isLost = false;

  const runOnce = async (command: RunCommand, signal: AbortSignal): Promise<RemoteExit> => {
    try {
      const exit = await run(runner, command, signal);
      isLost = exit.kind === 'disconnected';
      return exit;
    } catch (error) {
      signal.throwIfAborted();
      const told = asProblem(settings, error);
      isLost ||= told instanceof ConnectionError;
      throw told;
    }
  };

  const look = async (signal: AbortSignal): Promise<void> => {
    const said: Buffer[] = [];
    const onOutput = ({ data }: OutputChunk) => void said.push(data);
    const line = getPowershellLine(`echo "${READY}"`);
    const exit = await run(runner, { line, environment: {}, onOutput }, signal);
    const text = Buffer.concat(said).toString();
    if (!text.includes(READY)) throw notReady(settings, exit, text);
  };

  const arrive = async (timeout: number, signal: AbortSignal) => {
    const wait = { timeout, clock, reporter: context.reporter, signal };
    await waitUntilReady(look, { ...wait, explain: (error) => explain(settings, error) });
    isLost = false;
  };

  return {
    exec: ({ command, env, stdin, onOutput }, signal) => {
      const text = getCommandText({ command, ...(env && { env }) });
      return runOnce({ ...text, stdin, onOutput }, signal);
    },
    async ask({ script, environment = {}, stdin, onOutput }, signal) {
      if (isLost) await arrive(RETURN, signal);
      const said: Record<OutputChunk['stream'], Buffer[]> = { stdout: [], stderr: [] };
      const take = async (chunk: OutputChunk) => {
        if (chunk.stream === 'stdout' && onOutput) await onOutput(chunk);
        else said[chunk.stream].push(chunk.data);
      };
      const command = { line: getPowershellLine(script), environment, stdin, onOutput: take };
      const exit = await runOnce(command, signal);
      if (exit.kind === 'disconnected') throw new ConnectionError('The connection to the machine was lost.');
      const [out, errors] = [said.stdout, said.stderr].map((parts) => Buffer.concat(parts).toString().trim());
      return { exit, out: out ?? '', errors: errors ?? '' };
    },
    arrive,
    async close() {
      await shells.close(AbortSignal.timeout(GOODBYE));
      post.close();
    },
  };
}

const LONGEST_SAID = 300;

function notReady({ host, port }: WinrmSettings, exit: RemoteExit, said: string): Trouble {
  const end = exit.kind === 'exited' ? `exit code ${exit.code}` : 'no end';
  const words = said.trim().slice(0, LONGEST_SAID) || 'nothing';
  return new Trouble(
    exit.kind === 'disconnected' ? 'unreachable' : 'login',
    problem('COM016', {
      detail: `The machine at ${host}:${port} runs no PowerShell: it was asked to say "${READY}" and said ${words} (${end}).`,
      hint: 'powershell.exe must be in its PATH, and a policy must not forbid -EncodedCommand.',
    }),
  );
}

/** For a command that must succeed; what it said goes into the diagnostic. */
export async function mustRun(
  machine: Machine,
  command: OwnCommand,
  {
    signal,
    explain: tell,
  }: { readonly signal: AbortSignal; readonly explain: (reason: string) => Diagnostic },
): Promise<Answer> {
  const answer = await machine.ask(command, signal);
  if (answer.exit.kind === 'exited' && answer.exit.code === 0) return answer;
  const end = answer.exit.kind === 'exited' ? `exit code ${answer.exit.code}` : 'nothing said';
  throw new Failure(tell(answer.errors || answer.out || `it ended with ${end}`));
}
