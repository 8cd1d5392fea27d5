import { hasErrors } from '@strata/diagnostics';
import { EXIT } from '../context';
import { openTemplates } from '../open-templates';
import { validateProject } from '../validate-project';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

/** `strata validate`: checks all that can be known without building. */
export const validate = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags: templateFlags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const results = await Promise.all(
      opened.templates.map((project) => validateProject(opened.session.run, project, choices)),
    );
    const diagnostics = results.flat();
    opened.show(diagnostics);
    if (hasErrors(diagnostics)) return EXIT.failure;
    context.out.write('The configuration is valid.\n');
    return EXIT.success;
  },
});
