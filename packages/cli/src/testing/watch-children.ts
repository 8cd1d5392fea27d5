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

function findDescendants(root: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => [Number(name), getParent(Number(name))] as const);
  const found = new Set([root]);
  // A child may have a smaller number than its parent: looked through until nothing is added.
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

function getParent(pid: number): number {
  const stat = read(pid, 'stat');
  // Behind the name, which may hold anything: the state, then the parent.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Gone in the meantime.
    return '';
  }
}
