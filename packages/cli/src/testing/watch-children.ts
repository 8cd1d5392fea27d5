import { readdirSync, readFileSync } from 'node:fs';

/** What other users of a machine can see of a program, and its own user. */
export interface SeenProcess {
  readonly command: string;
  readonly environment: string;
}

/** Looks at everything that a process has started, until it is stopped. */
export function watchChildren(parent: () => number | undefined): { stop(): readonly SeenProcess[] } {
  const seen = new Map<string, SeenProcess>();
  const look = () => {
    for (const pid of findDescendants(parent() ?? -1)) {
      const process = { command: read(pid, 'cmdline'), environment: read(pid, 'environ') };
      seen.set(`${pid} ${process.command}`, process);
    }
  };
  const timer = setInterval(look, 3);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen.values()];
    },
  };
}

/** Asks from parent to child: a look at every process of a machine takes longer than some processes live. */
function findDescendants(parent: number): readonly number[] {
  return getChildren(parent).flatMap((child) => [child, ...findDescendants(child)]);
}

/** Each thread has the children that it has started. */
function getChildren(parent: number): readonly number[] {
  return list(`/proc/${parent}/task`).flatMap((thread) =>
    read(parent, `task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Gone in the meantime.
    return [];
  }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Gone in the meantime.
    return '';
  }
}
