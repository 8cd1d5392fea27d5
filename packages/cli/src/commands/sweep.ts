import { Failure, hasErrors } from '@strata/diagnostics';
import { type Leftover, sweepLedgers } from '@strata/engine';
import { openWorkspaceStore } from '@strata/layers/store';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { dropDeadClaims } from '../kept-states';
import { openWorkspace } from '../open-templates';
import { getAllKinds } from '../publish/all-kinds';
import { defineCommand } from './command';

const flags = defineFlags({
  'dry-run': { kind: 'switch', doc: 'Only tell what would be removed.' },
});

/** `strata sweep`: removes what killed runs left behind, and nothing that a living one uses. */
export const sweep = defineCommand({
  usage: '[flags]',
  flags,
  run: async (context, { flags: { 'dry-run': dryRun }, rest }) => {
    if (rest.length > 0)
      throw new Failure(
        problem('CLI007', {
          detail: `sweep takes no arguments, not "${rest.join(' ')}": it sweeps the workspace around this folder.`,
        }),
      );
    await using opened = await openWorkspace(context);
    const place = opened.session.workspaceContext();
    const { ledgers } = opened.session.run;
    const kinds = getAllKinds(opened.session);
    const made = await sweepLedgers({ folder: ledgers, kinds, context: place, dryRun });
    if (!dryRun) await dropDeadClaims(place.ports.files, opened.workspace.root);
    const store = await openWorkspaceStore(place);
    const drafts = await store.sweep({ dryRun });
    const lines = [...made.removed.map(describe), ...drafts.map((name) => `unfinished layer ${name}`)];
    opened.show(made.diagnostics);
    if (dryRun) context.out.write(lines.map((line) => `${line}\n`).join(''));
    context.out.write(made.left.map((each) => `Still there: ${describe(each)}\n`).join(''));
    context.out.write(summarise(lines.length, dryRun, made.left.length));
    return hasErrors(made.diagnostics) ? EXIT.failure : EXIT.success;
  },
});

/** What it is and what it is found by: `docker-container name=strata-0a1b`. */
function describe({ kind, data }: Leftover): string {
  return [kind, ...Object.entries(data).map(([name, value]) => `${name}=${value}`)].join(' ');
}

function summarise(count: number, dryRun: boolean, left: number): string {
  if (count + left === 0) return 'Nothing was left behind.\n';
  return `${dryRun ? 'Would remove' : 'Removed'} ${count} leftovers of killed builds.\n`;
}
