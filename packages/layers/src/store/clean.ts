import { sourceDateEpoch } from '../source-date-epoch';
import { type CleanRule, cleanRules } from './clean-rules';

/**
 * Takes out of an upper folder what two builds of the same thing would not have alike, from inside it. `find` never
 * follows a symlink, and every path it hands on begins at a folder it has walked: nothing outside the tree can be reached
 * whatever the layer holds. Passwords changed today carry today's date in etc/shadow; the last pass gives them the date
 * of everything else.
 */
export function makeCleanScript(rules: readonly CleanRule[] = cleanRules): string {
  const latestDay = Math.floor(sourceDateEpoch / 86_400);
  return `set -eu
find . -mindepth 1 -type f \\( ${rules.map(formatRule).join(' -o ')} \\)
if [ -d etc ] && [ ! -L etc ]; then
  for file in etc/shadow*; do
    [ -f "$file" ] && [ ! -L "$file" ] || continue
    clean=$(awk -F: -v OFS=: -v latest=${latestDay} '$3 > latest { $3 = latest } 1' "$file")
    [ "$clean" = "$(cat "$file")" ] || printf '%s\\n' "$clean" >"$file"
  done
fi
find . -newermt @${sourceDateEpoch} -exec touch --no-create --no-dereference --date=@${sourceDateEpoch} {} +
`;
}

function formatRule({ action, path }: CleanRule): string {
  const act = action === 'empty' ? '-size +0 -exec truncate --size=0 {} +' : '-delete';
  return `-path './${path}' ${action === 'empty' ? `\\( ${act} -o -true \\)` : act}`;
}
