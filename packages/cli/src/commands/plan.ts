import { hasErrors } from '@strata/diagnostics';
import { EXIT } from '../context';
import { openTemplates } from '../open-templates';
import { findStoredLayers } from '../stored-layers';
import { formatMachinePlan, formatPlan } from '../view/plan';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

/** `strata plan`: the dry run. Parents whose content must be known are built; the image itself is not. */
export const plan = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags: templateFlags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    let failed = false;
    for (const project of opened.templates) {
      const { value, diagnostics } = await opened.session.projects.prepare(project);
      opened.show(diagnostics);
      failed ||= hasErrors(diagnostics);
      for (const build of value?.plan?.builds ?? []) {
        if (build.kind === 'machine') {
          context.out.write(formatMachinePlan(project, build));
          continue;
        }
        const stored = await findStoredLayers(build, opened.session.context(project));
        context.out.write(formatPlan(project, build, stored));
      }
    }
    return failed ? EXIT.failure : EXIT.success;
  },
});
