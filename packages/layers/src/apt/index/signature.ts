import { Failure } from '@strata/diagnostics';
import { runTool, type ToolContext } from '../../base/tool';
import { problem } from '../../codes';

/** Fails unless an InRelease text carries a good signature by a key of the keyring. */
export async function checkSignature(
  context: ToolContext,
  text: string,
  { label, keyring }: { readonly label: string; readonly keyring: string },
): Promise<void> {
  const { code, stderr } = await runTool(context, {
    tool: 'gpgv',
    args: ['--keyring', keyring, '--output', '/dev/null', '-'],
    input: text,
  });
  if (code === 0) return;
  const reason = stderr
    .split('\n')
    .filter((line) => /Can't check|BAD|expired|revoked|not (a|found)/i.test(line))
    .at(-1);
  throw new Failure(
    problem('LAY073', {
      detail: `${label} is not signed by a key of ${keyring}${reason ? `: ${reason.replace(/^gpgv: /, '')}` : ''}.`,
      hint: 'Update the keyring package of the distribution; if a mirror signs with its own key, name its keyring.',
    }),
  );
}
