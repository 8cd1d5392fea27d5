import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Namespace, NamespaceCommand, NamespaceProcess } from '../namespace';

/** A process that keeps the namespaces of a sandbox open, as long as its standard input is. */
export interface Holder {
  /** Process id on this machine of a process in the namespaces (its own pid namespace excepted). */
  readonly pid: number;
  /** True once it ended or was told to. */
  readonly isGone: () => boolean;
  /** Lets go and waits until every process of the pid namespace is gone. */
  release(): Promise<void>;
}

/**
 * Starts a holder and waits until it says that everything is in place. Aborting lets go of it, now or later: not by
 * killing, because then its processes would still be ending while the caller removes their folders.
 */
export async function startHolder(
  namespace: Namespace,
  command: NamespaceCommand,
  signal?: AbortSignal,
): Promise<Holder> {
  signal?.throwIfAborted();
  const child = namespace.spawn({ ...command, stdin: 'pipe' });
  const said = text(child.stderr);
  const holder = createHolder(child, signal);
  if (await waitReady(child)) {
    if (signal?.aborted !== true) return holder;
  }
  await holder.release();
  signal?.throwIfAborted();
  // Says so itself when there were no namespaces to begin with.
  await child.exit;
  throw new Failure(notOpened((await said).trim()));
}

function createHolder(child: NamespaceProcess, signal: AbortSignal | undefined): Holder {
  let gone = false;
  const letGo = (): void => {
    gone = true;
    child.stdin?.end();
  };
  child.stdin?.on('error', () => undefined);
  signal?.addEventListener('abort', letGo, { once: true });
  const over = child.exit
    .catch(() => undefined)
    .then(() => {
      gone = true;
      signal?.removeEventListener('abort', letGo);
    });
  return {
    pid: child.pid,
    isGone: () => gone,
    release: () => {
      letGo();
      return over;
    },
  };
}

/** True when the holder said `ready`, false when it ended before. */
function waitReady(child: NamespaceProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.stdout.once('data', () => resolve(true));
    child.stdout.once('close', () => resolve(false));
  });
}

function notOpened(message: string) {
  return problem('LAY060', {
    detail: `The layers could not be mounted as a root file system: ${message || 'the process that does it was ended'}`,
  });
}
