import { Failure } from '@strata/diagnostics';
import type { Provisioner } from '@strata/sdk';
import { problem } from '../codes';
import type { breakpointSchema } from './definition';

export const breakpoint: Provisioner<typeof breakpointSchema> = {
  async provision({ ports: { ask }, reporter, signal }, { note, disable }) {
    const named = note ? ` with note "${note}"` : '';
    if (disable) {
      reporter.say(`Breakpoint provisioner${named} disabled; continuing...`);
      return;
    }
    // Going on would hide that nobody looked; waiting would never end.
    if (!ask) throw getRefusal(named);
    reporter.say(`Pausing at breakpoint provisioner${named}.`);
    await ask('Press enter to continue.', signal);
  },
};

function getRefusal(named: string): Failure {
  const detail = `The breakpoint${named} waits for Enter, but nobody sits at a terminal.`;
  return new Failure(
    problem('PRV012', { detail, hint: 'Set disable = true, or run strata build in a terminal.' }),
  );
}
