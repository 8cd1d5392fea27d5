import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type ImageFormat, imageFormats } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { diskFlags, readDiskOptions } from '../disk-flags';
import { defineFlags } from '../flags';
import { formFlags, readDiskForm } from '../form-flags';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { findReceipt } from './find-receipt';
import { getChoices } from './shared-flags';

const flags = defineFlags({
  format: {
    kind: 'text',
    placeholder: 'FORMAT',
    allowed: imageFormats,
    doc: `One of ${imageFormats.join(', ')}. By default oci.`,
  },
  output: {
    kind: 'text',
    placeholder: 'PATH',
    doc: 'Where to write: a folder for oci, ovf and vmx, a file for the others.',
  },
  source: { kind: 'text', placeholder: 'TYPE.NAME', doc: 'Which source, when the image has several.' },
  force: { kind: 'switch', doc: 'Write over what is there.' },
  ...diskFlags,
  ...formFlags,
});

/** `strata export`: writes a built image for containers, as a tar of its files, or as a disk that starts machines. */
export const exportCommand = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { cwd } = context.ports.environment;
    const format = (input.flags.format ?? 'oci') as ImageFormat;
    const disk = readDiskOptions(input);
    const form = readDiskForm(input, { format, cwd });
    const choices = getChoices({ flags: { var: [], 'var-file': [], only: [], except: [] }, rest: [] });
    await using opened = await openTemplates(context, input.rest, { choices });
    const [project] = opened.templates;
    if (!project || opened.templates.length > 1)
      throw new Failure(problem('CLI007', { detail: 'One image is exported at a time.' }));
    const receipt = await findReceipt(opened.session.run.ports.files, project, input.flags.source);
    const output = resolve(cwd, input.flags.output ?? `${project.name}.${format}`);
    if (!input.flags.force && (await context.ports.files.stat(output))) {
      throw new Failure(
        problem('CLI010', {
          detail: `${output} is there already.`,
          hint: 'Choose another -output, or give -force.',
        }),
      );
    }
    const { exportImage } = await import('@strata/layers/export');
    const { summary } = await exportImage(opened.session.context(project), {
      image: receipt,
      format,
      output,
      name: project.name,
      disk,
      form,
    });
    context.out.write(`${output}: ${summary}\n`);
    return EXIT.success;
  },
});
