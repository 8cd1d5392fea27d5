import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** What programs of this machine are started with. */
export interface ToolContext {
  /** `PATH`. */
  readonly searchPath: string;
  readonly signal: AbortSignal;
}

export interface ToolRun {
  readonly tool: ToolName;
  readonly args: readonly string[];
  /** Added to `PATH` and `LC_ALL=C`; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export interface ToolResult {
  /** 128 and more: ended by a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Programs that bases need, with the Debian package of each. */
const packages = {
  mmdebstrap: 'mmdebstrap',
  gpgv: 'gpgv',
  'apt-get': 'apt',
  'apt-config': 'apt',
  'dpkg-deb': 'dpkg',
} as const;

export type ToolName = keyof typeof packages;

/** Runs a program to its end and collects what it says. Fails with the package to install when there is no such program. */
export async function runTool(context: ToolContext, run: ToolRun): Promise<ToolResult> {
  const child = spawn(run.tool, run.args, {
    env: { PATH: context.searchPath, LC_ALL: 'C', ...run.env },
    signal: context.signal,
    // Some programs take a pipe on standard input for a wish to be told something.
    stdio: [run.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? missingTool(run.tool) : error),
    );
    child.on('close', (code) => resolve(code ?? 128));
  });
  // A program that does not read its input to the end says so by its exit code.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(run.input);
  const outputs = [child.stdout, child.stderr].map((stream) => buffer(stream as Readable));
  const [code, stdout, stderr] = (await Promise.all([ended, ...outputs])) as [number, Buffer, Buffer];
  return { code, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Names the package that brings a program. */
export function missingTool(tool: ToolName): Failure {
  return new Failure(
    problem('LAY009', {
      detail: `${tool} is not in any folder of PATH; bootstrapping a base needs it.`,
      hint: `Run \`sudo apt-get install ${packages[tool]}\`.`,
    }),
  );
}
