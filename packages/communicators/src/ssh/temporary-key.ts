import { type Communicator, type PartContext, quoteWord } from '@strata/sdk';
import type { ParsedKey } from 'ssh2';
import { inShell } from './machine';

/**
 * Takes a key that was made for one build out of `authorized_keys`, of the user and of root, where cloud-init puts it too.
 * What goes wrong is a warning: the machine is finished. Packer's StepCleanupTempKeys.
 */
export async function removeTemporaryKey(
  { reporter, signal }: Pick<PartContext, 'reporter' | 'signal'>,
  communicator: Communicator,
  key: ParsedKey,
): Promise<void> {
  reporter.say('Trying to remove ephemeral keys from authorized_keys files');
  const said: Buffer[] = [];
  const command = inShell(getScript(`${key.type} ${key.getPublicSSH().toString('base64')}`));
  const exit = await communicator.exec({ command, onOutput: ({ data }) => void said.push(data) }, signal);
  if (exit.kind === 'exited' && exit.code === 0) return;
  const reason = Buffer.concat(said).toString().trim() || 'the connection was lost';
  reporter.warn(`The key of this build may still be in authorized_keys; please remove it by hand: ${reason}`);
}

/** Both are tried, whatever becomes of the first. Whoever may not become root without a password leaves root's alone. */
function getScript(key: string): string {
  const remove = `sh -c ${quoteWord(getRemoval(key))} sh`;
  return [
    'failed=0',
    `${remove} "$HOME/.ssh/authorized_keys" || failed=1`,
    'if [ "$(id -u)" != 0 ]; then',
    `  sudo -n ${remove} /root/.ssh/authorized_keys || failed=1`,
    'fi',
    'exit $failed',
  ].join('\n');
}

/**
 * Leaves out the lines with the key, whatever options stand before it and whatever comment behind it. The rest takes the
 * file's place when it is whole, with the owner and mode of the file.
 */
function getRemoval(key: string): string {
  return [
    `key=${quoteWord(key)}`,
    '[ -f "$1" ] || exit 0',
    'grep -qF -- "$key" "$1" || exit 0',
    'file=$(readlink -f "$1") && draft=$file.strata-draft && cp -p "$file" "$draft" || exit 1',
    'give_up() { rm -f "$draft"; exit 1; }',
    'while IFS= read -r line || [ -n "$line" ]; do',
    '  case " $line " in',
    '    *" $key "*) ;;',
    '    *) printf "%s\\n" "$line" || give_up ;;',
    '  esac',
    'done <"$file" >"$draft" || give_up',
    'mv -f "$draft" "$file" || give_up',
  ].join('\n');
}
