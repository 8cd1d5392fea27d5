import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { waitExit } from '../namespace/exit';
import { tie, tieBelow, tieScript } from '../namespace/guard';
import type { ProcessExit } from '../namespace/namespace';
import { openUnnamed } from './command-script';
import { commandStage, redirection, rootStage } from './exec-scripts';
import { type Entrance, getNsenterArguments, getToolEnvironment } from './tool-arguments';
import { procTable } from './work';

/** A command that was let into a sandbox. */
export interface Inside {
  readonly child: ChildProcess;
  /** Settles when every process of the command is gone. Rejects with a `Failure` when it was not let in. */
  readonly exit: Promise<ProcessExit>;
  /** Ends the command and everything it started. */
  kill(): void;
}

export interface InsideRequest {
  /** Folder for the sandbox's own files. */
  readonly work: string;
  readonly script: string;
  /** A person's terminal rather than streams. */
  readonly terminal?: boolean;
  readonly stdio: readonly (number | 'ignore' | 'pipe' | 'inherit')[];
}

/** Starts the image's shell on a script, in namespaces of its own below the sandbox's. */
export async function startInside(entrance: Entrance, request: InsideRequest): Promise<Inside> {
  if (entrance.holder.isGone()) throw new Failure(notLetIn('the sandbox is closed'));
  const script = await openUnnamed(request.work, `command-${randomUUID()}`, request.script);
  try {
    const [program, ...args] = getArguments(entrance, request);
    const stdio: StdioOptions = [...request.stdio, script.fd, 'pipe'];
    const env = getToolEnvironment(entrance.namespace);
    // Without a terminal of its own, a program that asks there fails instead of waiting; Ctrl-C goes to us alone.
    const detached = request.terminal !== true;
    return watch(spawn(program as string, args, { cwd: '/', env, stdio, detached }));
  } finally {
    await script.close();
  }
}

function watch(child: ChildProcess): Inside {
  const status = child.stdio[4] as Readable;
  let said = '';
  status.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const over = new Promise<void>((resolve) => status.once('close', resolve));
  let killed = false;
  const exit = Promise.all([waitExit(child), over]).then(([ended]) => {
    if (getFirstPid(said) === undefined && !killed) throw new Failure(notLetIn(said.trim()));
    return ended;
  });
  exit.catch(() => undefined);
  return {
    child,
    exit,
    kill: () => {
      killed = true;
      killTree(child, getFirstPid(said));
    },
  };
}

/**
 * The first process of a pid namespace takes all others with it and is gone only after them; so when it is known, it
 * is the one to kill. Before that, killing the outermost stage ends the stages after it.
 */
function killTree(child: ChildProcess, first: number | undefined): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (first === undefined) child.kill('SIGKILL');
    else process.kill(first, 'SIGKILL');
  } catch (error) {
    // It ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function getFirstPid(said: string): number | undefined {
  const match = /^started (\d+)$/m.exec(said);
  return match === null ? undefined : Number(match[1]);
}

function getArguments(entrance: Entrance, { work, terminal = false }: InsideRequest): readonly string[] {
  const { tools, mode } = entrance.namespace;
  const enterRoot = tieScript(tools, rootStage, [
    ...[join(work, 'merged'), join(work, procTable), terminal ? 'terminal' : 'plain', tools.sh],
    ...(mode === 'root' ? withoutDangerousRights(tools.setpriv) : []),
    ...[tools.chroot, '.', '/bin/sh', '-c', commandStage, 'sh'],
  ]);
  const unshare = [
    tools.unshare,
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--propagation',
    'slave',
    '--',
  ];
  const command = [...getNsenterArguments(entrance), ...tieBelow(tools, [...unshare, ...enterRoot])];
  return tie(tools, process.pid, command, redirection);
}

/** Root of this machine could reach out of every namespace; a build step has no business with the kernel or the clock. */
function withoutDangerousRights(setpriv: string): readonly string[] {
  const rights = ['sys_module', 'sys_rawio', 'sys_time', 'sys_boot', 'syslog', 'wake_alarm'];
  return [setpriv, '--clear-groups', '--bounding-set', rights.map((right) => `-${right}`).join(',')];
}

function notLetIn(reason: string) {
  return problem('LAY064', {
    detail: `A command could not be started in the sandbox: ${reason || 'the sandbox is gone'}`,
  });
}
