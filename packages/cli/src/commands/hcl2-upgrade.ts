import { Failure } from '@strata/diagnostics';
import { createStandardRegistry } from '@strata/standard';
import { upgradeTemplate } from '@strata/template/migrate';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { defineCommand } from './command';
import { readSource, writeSource } from './fmt/read-source';
import { getJsonTemplate } from './one-template';
import { tellAbout } from './tell-about';

const flags = defineFlags({
  'output-file': {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'Where the template is written; TEMPLATE.pkr.hcl by itself. What is there is replaced.',
  },
  'with-annotations': { kind: 'switch', doc: 'Explain each kind of block in a comment.' },
});

/** `strata hcl2_upgrade`: writes a JSON template in HCL2, beside the old one or where it is told to. */
export const hcl2Upgrade = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const path = getJsonTemplate('hcl2_upgrade', input.rest);
    const output = input.flags['output-file'] ?? `${path}.pkr.hcl`;
    const source = await readSource(context, path);
    if (source.value === undefined) throw new Failure(source.diagnostics);
    const options = { registry: createStandardRegistry(), annotations: input.flags['with-annotations'] };
    const { value, diagnostics } = upgradeTemplate(source.value, path, options);
    tellAbout(context, diagnostics, { file: path, text: source.value });
    if (value === undefined) return EXIT.failure;
    const unwritten = await writeSource(context.ports, output, value);
    if (unwritten.length > 0) throw new Failure(unwritten);
    context.out.write(`Successfully created ${output}. Exit ${EXIT.success}\n`);
    return EXIT.success;
  },
});
