import { ask, inShell, type Machine } from './machine';

/** What a machine has for moving files. */
export interface Capabilities {
  /** A POSIX shell with `cat`, `mv`, `rm` and `chmod`. */
  readonly shell: boolean;
  readonly tar: boolean;
}

const hello = 'strata-42';
const probe = [
  'for tool in cat mv rm chmod mkdir wc; do command -v $tool >/dev/null 2>&1 || exit 1; done',
  'echo strata-$((40 + 2))',
  'command -v tar >/dev/null 2>&1 && echo tar',
].join('\n');

/** Finds out once, before the first transfer. */
export function createCapabilities(machine: Machine): (signal: AbortSignal) => Promise<Capabilities> {
  let known: Capabilities | undefined;
  return async (signal) => {
    if (known) return known;
    const { said } = await ask(machine, { text: inShell(probe), signal });
    const lines = said.split(/\r?\n/);
    known = { shell: lines.includes(hello), tar: lines.includes(hello) && lines.includes('tar') };
    return known;
  };
}
