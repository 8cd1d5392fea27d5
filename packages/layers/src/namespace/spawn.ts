import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { waitExit } from './exit';
import { lookForParent, tie, tieLast } from './guard';
import { type IdMapping, mapIds } from './map-ids';
import type { NamespaceCommand, NamespaceProcess, Tools } from './namespace';

/** What every command of one namespace kind has in common. `mapping` is there for ordinary users only. */
export interface SpawnSetup {
  readonly tools: Tools;
  readonly searchPath: string;
  readonly mapping?: IdMapping;
}

/** Starts a command in namespaces of its own. */
export function spawnInNamespace(setup: SpawnSetup, command: NamespaceCommand): NamespaceProcess {
  command.signal?.throwIfAborted();
  const [program, ...args] = getArguments(setup, command);
  const child = spawn(program as string, args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: command.env ?? { PATH: setup.searchPath },
    stdio: [command.stdin ?? 'ignore', 'pipe', 'pipe', setup.mapping === undefined ? 'ignore' : 'pipe'],
    // In a session of its own, so that Ctrl-C in the terminal goes to this process alone, which then decides.
    detached: command.stdin !== 'inherit',
  });
  const ready = setup.mapping === undefined ? Promise.resolve() : answerHandshake(child, setup.mapping);
  return watch(child, command.signal, ready);
}

/** Makes a process of a child: `ready` may still end it. */
function watch(child: ChildProcess, signal: AbortSignal | undefined, ready: Promise<void>): NamespaceProcess {
  const kill = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  const exit = Promise.all([waitExit(child), ready.catch(rethrowAfter(kill))])
    .then(([ended]) => {
      signal?.throwIfAborted();
      return ended;
    })
    .finally(() => signal?.removeEventListener('abort', kill));
  exit.catch(() => undefined);
  return {
    pid: child.pid as number,
    stdin: child.stdin ?? undefined,
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    exit,
    kill,
  };
}

/** When the namespaces exist, gives them their ids and lets the command go on. */
async function answerHandshake(child: ChildProcess, mapping: IdMapping): Promise<void> {
  const line = child.stdio[3] as Duplex;
  line.on('error', () => undefined);
  const made = await new Promise<boolean>((resolve) => {
    line.once('data', () => resolve(true));
    line.once('close', () => resolve(false));
  });
  if (made) await mapIds(child.pid as number, mapping);
  line.end('\n');
}

function getArguments({ tools, mapping }: SpawnSetup, command: NamespaceCommand): readonly string[] {
  const flags = [
    ...(mapping === undefined ? [] : ['--user']),
    ...['--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--propagation', 'slave'],
    ...(command.network === false ? ['--net'] : []),
  ];
  const inside = [command.command, ...(command.args ?? [])];
  const last =
    mapping === undefined
      ? lookForParent(tools, inside)
      : [tools.sh, '-c', mapStage, 'map', ...tieLast(tools, inside)];
  return tie(tools, process.pid, [tools.unshare, ...flags, '--', ...last]);
}

/**
 * Tells the driver over descriptor 3 that the namespaces exist and waits until it has written the id maps. The end of
 * file instead of an answer means that the driver is gone.
 */
const mapStage = `
printf '\\n' >&3
read -r answer <&3 || exit 125
exec 3<&-
exec "$@"
`;

function rethrowAfter(act: () => void): (error: unknown) => never {
  return (error) => {
    act();
    throw error;
  };
}
