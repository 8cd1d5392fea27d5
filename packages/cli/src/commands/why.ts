import { hasErrors } from '@strata/diagnostics';
import { readKeptPlan } from '@strata/engine';
import { explain, hasKeys, type KeptPlan } from '@strata/plan';
import { EXIT } from '../context';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

/** `strata why`: what changed since the last build, and so why layers would be built again. */
export const why = defineCommand({
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
        if (!hasKeys(build)) {
          context.out.write(`${project.name}/${build.id}\n  A live machine is built anew each time.\n`);
          continue;
        }
        const before: KeptPlan | undefined = await readKeptPlan(opened.session.run, project, build.id);
        const reasons = before ? explain(before, build) : ['It was not built here before.'];
        const text =
          reasons.length > 0
            ? reasons.map((reason) => `  ${reason}`).join('\n')
            : '  Nothing changed: a build has nothing to do.';
        context.out.write(`${project.name}/${build.id}\n${text}\n`);
      }
    }
    return failed ? EXIT.failure : EXIT.success;
  },
});
