import { join } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import { loadProject } from '@strata/engine';
import { describeLockChange, readLockFile, writeLockEntry } from '@strata/layers';
import { getRequirements } from '@strata/plan';
import { LOCK_FILE } from '../base-facts';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  'if-unavailable': {
    kind: 'switch',
    doc: 'Only where the locked facts are missing or can no longer be had; builds that still work stay as they are.',
  },
});

/** `strata lock`: looks the facts of bases up again and keeps them, so that drift is a diff someone reviews. */
export const lock = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const { run } = opened.session;
    const path = join(opened.workspace.root, LOCK_FILE);
    for (const project of opened.templates) {
      const loaded = await loadProject(run, project, choices);
      const required = loaded.value && getRequirements(loaded.value, choices.selection, run.registry);
      const diagnostics = [...loaded.diagnostics, ...(required?.diagnostics ?? [])];
      opened.show(diagnostics);
      if (!required || hasErrors(diagnostics)) return EXIT.failure;
      for (const base of required.value.bases) {
        const place = opened.session.context(project);
        const builder = await base.builder.load();
        const before = (await readLockFile(path))[base.lockName];
        if (
          before &&
          input.flags['if-unavailable'] &&
          (await builder.isAvailable(place, base.options, before))
        ) {
          context.out.write(`${base.lockName}: still to be had, left as it is.\n`);
          continue;
        }
        const after = await builder.resolve(place, base.options);
        await writeLockEntry(path, base.lockName, after);
        context.out.write(`${base.lockName}:\n${describeLockChange(before, after)}\n`);
      }
    }
    return EXIT.success;
  },
});
