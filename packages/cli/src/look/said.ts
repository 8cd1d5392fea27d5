import type { CliContext } from '../context';

/** One thing that a command says: a text for people, or an event for programs alone. */
export type Said = { readonly say: string } | { readonly event: string; readonly data: readonly string[] };

/** Says things in their order. */
export function sayAll({ out, machine }: CliContext, all: readonly Said[]): void {
  for (const one of all)
    if ('say' in one) out.write(`${one.say}\n`);
    else machine?.tell(one.event, one.data);
}
