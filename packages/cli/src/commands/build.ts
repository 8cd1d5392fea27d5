import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  force: { kind: 'switch', doc: 'Build every layer, also those that are stored.' },
  'parallel-builds': {
    kind: 'number',
    placeholder: 'N',
    doc: 'Steps that may work at a time; 0 is one for each processor.',
  },
  verbose: { kind: 'switch', doc: 'Show the output of every step, not that of failed steps alone.' },
  color: { kind: 'switch', doc: 'Colour; on by itself on a terminal.' },
});

/** `strata build`: brings images up to date, parents first, and says what it did. */
export const build = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const { flags: given } = input;
    await using opened = await openTemplates(context, input.rest, {
      choices: getChoices(input),
      force: given.force,
      verbose: given.verbose,
      progress: context.out,
      color: context.out.color || given.color,
      parallel: given['parallel-builds'] || undefined,
    });
    const results = await Promise.all(
      opened.templates.map((template) => opened.session.projects.build(template)),
    );
    return results.every(({ success }) => success) ? EXIT.success : EXIT.failure;
  },
});
