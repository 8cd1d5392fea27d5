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

/** Starts a holder and waits until it says that everything is in place. */
export async function startHolder(namespace: Namespace, command: NamespaceCommand): Promise<Holder> {
  const child = namespace.spawn({ ...command, stdin: 'pipe' });
  child.stdin?.on('error', () => undefined);
  const said = text(child.stderr);
  let gone = false;
  const exit = child.exit.finally(() => {
    gone = true;
  });
  // Between two looks at it nobody may be listening; a cancelled build would end in the middle of its clean-up.
  exit.catch(() => undefined);
  if (!(await waitReady(child))) {
    child.stdin?.end();
    await exit;
    throw new Failure(notOpened((await said).trim()));
  }
  return {
    pid: child.pid,
    isGone: () => gone,
    release: async () => {
      gone = true;
      child.stdin?.end();
      await exit.catch(() => undefined);
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
