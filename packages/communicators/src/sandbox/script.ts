import { Readable } from 'node:stream';
import { quoteWord, type RemoteExit, type RemoteScript, reveal, Secret } from '@strata/sdk';
import { upload } from './file';
import type { SandboxLink } from './link';

/** Tells, among the codes that a script may end with itself, that it could not be written. */
const NOT_WRITTEN = 121;

/**
 * Sends, runs and removes a script by entering the sandbox once: entering is most of what a small step costs. Only this
 * communicator can, since there is no connection that a script could take away.
 */
export async function runScript(
  link: SandboxLink,
  script: RemoteScript,
  signal: AbortSignal,
): Promise<RemoteExit> {
  const { content, path, keep, command, ...rest } = script;
  const text = getText({ path: quoteWord(path), keep, command: reveal(command) });
  const whole = typeof command === 'string' ? text : new Secret(text);
  const exit = await link.exec({ ...rest, command: whole, stdin: Readable.from([content]) }, signal);
  if (exit.kind === 'exited' && exit.code === NOT_WRITTEN)
    await upload(link, { content, destination: path, mode: 0o755, signal });
  return exit;
}

function getText({ path, keep, command }: { path: string; keep: boolean; command: string }): string {
  return `(umask 077; cat >${path} && chmod 755 -- ${path}) || exit ${NOT_WRITTEN}
(
${command}
) </dev/null
code=$?
${keep ? '' : `rm -f -- ${path}\n`}exit $code`;
}
