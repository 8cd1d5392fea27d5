import { Failure, hasErrors } from '@strata/diagnostics';
import { fixTemplate } from '@strata/template/migrate';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { checkSyntax } from '../look/check-template';
import { defineCommand } from './command';
import { readSource, STDIN } from './fmt/read-source';
import { getJsonTemplate } from './one-template';
import { tellAbout } from './tell-about';

const flags = defineFlags({
  validate: {
    kind: 'switch',
    initially: true,
    doc: 'Print the fixed template without looking whether it is whole.',
  },
});

/** `strata fix`: prints a JSON template that was written for an older Packer as a newer one would have it. */
export const fix = defineCommand({
  usage: '[flags] TEMPLATE (or - for standard input)',
  flags,
  run: async (context, input) => {
    const path = getJsonTemplate('fix', input.rest);
    const source = await readSource(context, path);
    if (source.value === undefined) throw new Failure(source.diagnostics);
    const file = path === STDIN ? '<stdin>' : path;
    const fixed = fixTemplate(source.value, file);
    tellAbout(context, fixed.diagnostics, { file, text: source.value });
    if (fixed.value === undefined) return EXIT.failure;
    context.out.write(fixed.value);
    if (!input.flags.validate) return EXIT.success;
    const wrong = await checkSyntax(context, { path, text: fixed.value, language: 'json' });
    tellAbout(context, wrong, { file, text: fixed.value });
    return hasErrors(wrong) ? EXIT.failure : EXIT.success;
  },
});
