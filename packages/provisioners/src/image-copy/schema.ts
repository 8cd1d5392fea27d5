import { defineSchema, type OptionsOf } from '@strata/sdk';
import { imageCopyRules } from './rules';

export const imageCopySchema = defineSchema({
  options: {
    from: {
      type: 'input',
      doc: 'Where the files come from: `data.strata-image.NAME.layers` or `data.strata-output.NAME.files`.',
      affects: 'result',
      required: true,
    },
    paths: {
      type: { list: 'string' },
      doc: 'Files and folders of the source that keep their paths, below `destination`. By default everything.',
      affects: 'result',
    },
    source: {
      type: 'string',
      doc: 'One file or folder of the source, in place of `paths`. A folder ending in `/` stands for what is in it.',
      affects: 'result',
    },
    destination: {
      type: 'string',
      doc: 'Where to. With `source`, a path ending in `/` is the folder to land in, any other the new path itself.',
      affects: 'result',
      default: '/',
    },
    exclude: {
      type: { list: 'string' },
      doc: 'What is left out: patterns with `*` and `?`. One that begins with `/` counts from the copied folder (with `paths`, from the root of the source), any other fits names anywhere.',
      affects: 'result',
    },
    owner: {
      type: 'string',
      doc: 'User that all of it shall belong to, by name or number. By default as in the other image, and root for files of a project.',
      affects: 'result',
    },
    group: {
      type: 'string',
      doc: 'Group that all of it shall belong to, by name or number; as `owner`.',
      affects: 'result',
    },
    mode: {
      type: 'string',
      doc: 'Permissions for all of it, as `chmod` takes them: `u=rwX,go=rX`. By default as in the other image; for files of a project 0755 when a program or folder, else 0644.',
      affects: 'result',
    },
  },
  rules: imageCopyRules,
});

export type ImageCopyOptions = OptionsOf<typeof imageCopySchema>;
