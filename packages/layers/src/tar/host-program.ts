import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { ProcessExit } from '../namespace/namespace';
import type { PipedProcess } from './piped-process';

/** A program of this machine that runs as the user who builds. */
export interface HostProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** `PATH` to look the command up in. */
  readonly searchPath: string;
  /** Debian package that brings it, for the hint. */
  readonly package: string;
}

/** Starts a program that reads and writes pipes. `exit` rejects with LAY009 when there is no such program. */
export function startProgram(program: HostProgram): PipedProcess {
  const child = spawn(program.command, program.args, {
    env: { PATH: program.searchPath, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exit = new Promise<ProcessExit>((resolve, reject) => {
    child.once('error', (cause) => reject(missingTool(program, cause)));
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'signalled', signal: signal as string } : { kind: 'exited', code }),
    );
  });
  exit.catch(() => undefined);
  return {
    stdin: child.stdin as Writable,
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    exit,
    kill: () => void child.kill(),
  };
}

function missingTool(program: HostProgram, cause: Error): Failure {
  return new Failure(
    problem('LAY009', {
      detail: `${program.command} cannot be started: it is in no folder of PATH (${program.searchPath}).`,
      hint: `Run \`sudo apt-get install ${program.package}\`.`,
    }),
    { cause },
  );
}
