import { Failure } from '@strata/diagnostics';
import { listReceipts, readReceipt, receiptPath, type Workspace } from '@strata/engine';
import { openWorkspaceStore } from '@strata/layers/store';
import type { Files } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { chooseStates, listKeptStates, removeStates } from '../kept-states';
import { openWorkspace } from '../open-templates';
import { parseBytes } from '../view/parse-bytes';
import { formatBytes } from '../view/units';
import { defineCommand } from './command';

const flags = defineFlags({
  'max-size': {
    kind: 'text',
    placeholder: 'SIZE',
    doc: 'How large the store may stay, such as 20GB. What receipts of the workspace need is never removed. By default 0: everything else goes.',
  },
  'dry-run': { kind: 'switch', doc: 'Only tell what would be removed.' },
});

/**
 * `strata collect`: removes layers that no receipt in the workspace needs, and states of live machines that no longer fit
 * beside the rest, those unused for longest first.
 */
export const collect = defineCommand({
  usage: '[flags]',
  flags,
  run: async (context, input) => {
    const limit = parseBytes(input.flags['max-size'] ?? '0');
    if (limit === undefined) {
      throw new Failure(
        problem('CLI004', {
          detail: `-max-size was given "${input.flags['max-size']}". Allowed: a number with B, kB, MB, GB or TB.`,
        }),
      );
    }
    await using opened = await openWorkspace(context);
    const keep = await neededLayers(context.ports.files, opened.workspace);
    const dryRun = input.flags['dry-run'];
    const place = opened.session.workspaceContext();
    const store = await openWorkspaceStore(place);
    const startActivity = createActivities(place.reporter, place.ports.clock);
    const result = await store.collect({ keep, maxBytes: limit, dryRun, startActivity });
    const freed = dryRun ? 'Would free' : 'Freed';
    const disks = result.removedDisks === 0 ? '' : ` and ${result.removedDisks} kept disks`;
    context.out.write(
      `${freed} ${formatBytes(result.freedBytes)} in ${result.removed.length} layers${disks}; ${formatBytes(result.keptBytes)} left.\n`,
    );
    const states = await listKeptStates(opened.workspace.root);
    for (const state of chooseStates(states, Math.max(0, limit - result.keptBytes))) {
      const gone = dryRun || (await removeStates(context.ports.files, state));
      context.out.write(
        gone
          ? `${freed} ${formatBytes(state.bytes)} in states of ${state.name}.\n`
          : `Left the states of ${state.name}: a build works with them.\n`,
      );
    }
    return EXIT.success;
  },
});

async function neededLayers(files: Files, workspace: Workspace): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  for (const { directory } of await workspace.images()) {
    for (const source of await listReceipts(files, directory)) {
      const receipt = await readReceipt(files, receiptPath(directory, source));
      for (const { diffId } of receipt?.layers ?? []) needed.add(diffId);
    }
  }
  return needed;
}
