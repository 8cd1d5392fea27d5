import { sourceDateEpoch } from '../source-date-epoch';
import { type CleanRule, cleanRules } from './clean-rules';
import type { StoreContext } from './context';
import { toolFailed } from './errors';
import { listing, parseTreeStates, type TreeState } from './tree-state';

/**
 * One pass over a tree, from inside it. `find` never follows a symlink, and every path it hands on begins at a folder
 * it has walked: nothing outside the tree can be reached whatever the layer holds. Passwords changed today carry
 * today's date in etc/shadow; the last line gives them the date of everything else.
 */
export function makeCleanScript(rules: readonly CleanRule[] = cleanRules): string {
  const latestDay = Math.floor(sourceDateEpoch / 86_400);
  return `set -eu
find . -mindepth 1 -type f \\( ${rules.map(formatRule).join(' -o ')} \\)
find . -path './etc/shadow*' ! -path './etc/*/*' -type f -exec sh -c '
  for file do
    clean=$(awk -F: -v OFS=: -v latest=${latestDay} "\\$3 > latest { \\$3 = latest } 1" "$file")
    [ "$clean" = "$(cat "$file")" ] || printf "%s\\n" "$clean" >"$file"
  done' sh {} +
find . -newermt @${sourceDateEpoch} -exec touch --no-create --no-dereference --date=@${sourceDateEpoch} {} +
`;
}

function formatRule({ action, path }: CleanRule): string {
  const act = action === 'empty' ? '-size +0 -exec truncate --size=0 {} +' : '-delete';
  return `-path './${path}' ${action === 'empty' ? `\\( ${act} -o -true \\)` : act}`;
}

/** Takes out of an upper folder what two builds of the same thing would not have alike; tells what is left. */
export async function cleanTree(store: StoreContext, tree: string, signal?: AbortSignal): Promise<TreeState> {
  const namespace = await store.getNamespace();
  const { exit, stdout, stderr } = await namespace.run({
    command: 'sh',
    args: ['-c', `${makeCleanScript()}set -- .\n${listing}`],
    cwd: tree,
    env: { PATH: store.searchPath, LC_ALL: 'C', TZ: 'UTC0' },
    ...(signal && { signal }),
  });
  const [state] = parseTreeStates(stdout);
  if (exit.kind === 'exited' && exit.code === 0 && state !== undefined) return state;
  throw toolFailed(store.layout.directory, 'Cleaning', stderr.toString().trim());
}
