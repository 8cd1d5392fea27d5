import { type Diagnostic, Failure } from '@strata/diagnostics';
import { ConnectionError } from '@strata/sdk';
import type { LinkCommand, SandboxLink } from './link';

/** Runs a command of ours; when it fails, what it said goes into the diagnostic that `explain` makes. */
export async function mustRun(
  link: SandboxLink,
  command: Omit<LinkCommand, 'onOutput'> & { readonly signal: AbortSignal },
  explain: (reason: string) => Diagnostic,
): Promise<void> {
  const { signal, ...rest } = command;
  const said: Buffer[] = [];
  const exit = await link.exec({ ...rest, onOutput: ({ data }) => void said.push(data) }, signal);
  if (exit.kind === 'exited' && exit.code === 0) return;
  if (exit.kind === 'disconnected') throw new ConnectionError('The sandbox went away.');
  const reason = Buffer.concat(said).toString().trim();
  throw new Failure(explain(reason || `it ended with ${describeEnd(exit)}`));
}

function describeEnd(exit: { code: number } | { signal: string }): string {
  return 'code' in exit ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}
