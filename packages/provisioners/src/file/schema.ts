import { defineSchema, type OptionsOf } from '@strata/sdk';
import { fileRules } from './rules';

/** Local only when files go up, and to be read before the build only when no step makes them. */
const isKnownBefore = (options: Readonly<Record<string, unknown>>) =>
  options.direction !== 'download' && options.generated !== true;

export const fileSchema = defineSchema({
  options: {
    source: {
      type: 'string',
      doc: 'A file or folder. A folder ending in `/` stands for what is in it, as in rsync.',
      affects: 'result',
      path: 'either',
      pathWhen: isKnownBefore,
      named: true,
    },
    sources: {
      type: { list: 'string' },
      doc: 'Files and folders.',
      affects: 'result',
      path: 'either',
      pathWhen: isKnownBefore,
      named: true,
    },
    content: {
      type: 'string',
      doc: 'The text of the file, in place of a source.',
      affects: 'result',
      secret: true,
    },
    destination: {
      type: 'string',
      doc: 'Where to. A path ending in `/` is the folder that the file lands in; folders above it must exist.',
      affects: 'result',
      required: true,
    },
    direction: {
      type: 'string',
      doc: '`upload` to the machine or `download` from it.',
      affects: 'result',
      allowed: ['upload', 'download'],
      default: 'upload',
    },
    generated: {
      type: 'bool',
      doc: 'The source is made during the build, so it need not be there before, and the step is never taken from the store.',
      affects: 'result',
      default: false,
    },
    mode: {
      type: 'string',
      doc: 'Permissions of a sent file, such as `"0600"`. By default 0755 for a program, otherwise 0644, and 0600 for `content`.',
      affects: 'result',
    },
  },
  rules: fileRules,
});

export type FileOptions = OptionsOf<typeof fileSchema>;

export function isUpload({ direction }: FileOptions): boolean {
  return direction !== 'download';
}
