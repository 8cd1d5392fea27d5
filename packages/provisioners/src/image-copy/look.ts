import { type ProvisionContext, quoteWord } from '@strata/sdk';
import { run } from './run';

/** What a path of the source is. `outside`: it leads out of the source by a link that only holds in its own image. */
export type Kind = 'folder' | 'file' | 'missing' | 'outside';

export interface Look {
  readonly kinds: readonly Kind[];
  /** Names in the deepest folder on the way to a missing path that is there, and its path below the root. */
  readonly near: ReadonlyMap<number, { readonly folder: string; readonly names: readonly string[] }>;
  /** Places of the machine on which something is mounted while it is built: what is written there is lost. */
  readonly mounts: readonly string[];
}

const PROGRAM = `
while read -r _ point _; do printf 'mount %s\\n' "$point"; done </proc/self/mounts
inside() { case $(readlink -m -- "$1") in "$real"|"$real"/*) ;; *) return 1 ;; esac; }
near() {
  folder=$2
  while folder=\${folder%/*}; [ -n "$folder" ] && [ ! -d "$folder" ]; do :; done
  inside "$folder" || return 0
  printf 'near %s %s\\n' "$1" "\${folder#"$root"}"
  ls -A "$folder" | while IFS= read -r name; do printf 'name %s %s\\n' "$1" "$name"; done
}
look() {
  if [ -L "$2" ]; then where=\${2%/*}; else where=$2; fi
  if ! inside "$where"; then printf 'outside %s\\n' "$1"
  elif [ -L "$2" ]; then printf 'file %s\\n' "$1"
  elif [ -d "$2" ]; then printf 'folder %s\\n' "$1"
  elif [ -e "$2" ]; then printf 'file %s\\n' "$1"
  else printf 'missing %s\\n' "$1"; near "$1" "$2"
  fi
}
real=$(readlink -m -- "$root")
`;

/** Looks at paths of the source, which is shown at `root` in the machine. */
export async function look(context: ProvisionContext, root: string, paths: readonly string[]): Promise<Look> {
  const calls = paths.map(
    (path, index) => `look ${index} ${quoteWord(path === '' ? root : `${root}/${path}`)}`,
  );
  const { stdout } = await run(context, `root=${quoteWord(root)}${PROGRAM}${calls.join('\n')}\n`);
  return parseLook(stdout, paths.length);
}

/** Exported for tests. */
export function parseLook(output: string, count: number): Look {
  const kinds: Kind[] = Array.from({ length: count }, () => 'missing');
  const near = new Map<number, { folder: string; names: string[] }>();
  const mounts: string[] = [];
  for (const line of output.split('\n')) {
    const [word = '', first = '', rest = ''] = /^(\S+) (\S+)(?: (.*))?$/s.exec(line)?.slice(1) ?? [];
    if (word === 'mount')
      mounts.push(
        first.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
      );
    else if (word === 'near') near.set(Number(first), { folder: rest, names: [] });
    else if (word === 'name') near.get(Number(first))?.names.push(rest);
    else if (word !== '') kinds[Number(first)] = word as Kind;
  }
  return { kinds, near, mounts };
}
