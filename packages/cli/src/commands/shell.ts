import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { findOneBuild, openLayers } from '../layered-build';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  step: {
    kind: 'number',
    placeholder: 'N',
    doc: 'Stand on the layers up to step N as `strata plan` counts them; 1 is the base. By default all that are stored.',
  },
  command: { kind: 'text', placeholder: 'COMMAND', doc: 'Run this and leave, in place of a shell.' },
});

/** `strata shell`: a shell inside an image, at any layer. What is changed in it is thrown away. */
export const shell = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const found = await findOneBuild(opened, 'A shell opens in one image.');
    if (!found) return EXIT.failure;
    const layer = await openLayers(opened, found, input.flags.step);
    try {
      const { command } = input.flags;
      if (command === undefined) return await layer.shell(context.signal);
      const exit = await layer.communicator.exec(
        {
          command,
          onOutput: ({ stream, data }) =>
            (stream === 'stdout' ? context.out : context.err).write(data.toString()),
        },
        context.signal,
      );
      return exit.kind === 'exited' ? exit.code : EXIT.failure;
    } finally {
      await layer.discard();
    }
  },
});
