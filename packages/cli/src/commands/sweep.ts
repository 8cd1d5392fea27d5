import { hasErrors } from '@strata/diagnostics';
import { getResourceKinds, sweepLedgers } from '@strata/engine';
import { EXIT } from '../context';
import { openWorkspace } from '../open-templates';
import { openWorkspaceStore } from '../store';
import { defineCommand } from './command';

/** `strata sweep`: removes what killed runs left behind, and nothing that a living one uses. */
export const sweep = defineCommand({
  usage: '',
  flags: {},
  run: async (context) => {
    await using opened = await openWorkspace(context);
    const place = opened.session.workspaceContext();
    const { ledgers, registry } = opened.session.run;
    const kinds = getResourceKinds(registry.builders.values());
    const made = await sweepLedgers({ folder: ledgers, kinds, context: place });
    const store = await openWorkspaceStore(place);
    const count = made.removed + (await store.sweep()).length;
    opened.show(made.diagnostics);
    context.out.write(
      count === 0 ? 'Nothing was left behind.\n' : `Removed ${count} leftovers of killed builds.\n`,
    );
    return hasErrors(made.diagnostics) ? EXIT.failure : EXIT.success;
  },
});
