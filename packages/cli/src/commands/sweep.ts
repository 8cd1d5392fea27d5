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
    const store = await openWorkspaceStore(opened.session.workspaceContext());
    const swept = await store.sweep();
    context.out.write(
      swept.length === 0
        ? 'Nothing was left behind.\n'
        : `Removed ${swept.length} leftovers of killed builds.\n`,
    );
    return EXIT.success;
  },
});
