import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';

const oneContent: OptionRule = ({ source, content }, at) => {
  if (source !== undefined && content !== undefined)
    return [
      problem('BLD003', {
        detail: '`source` and `content` both say what the file holds.',
        hint: 'Keep one of them.',
        ...where(at('content')),
      }),
    ];
  if (source !== undefined || content !== undefined) return [];
  return [
    problem('BLD004', {
      severity: 'warning',
      detail: 'Neither `source` nor `content` is given, so the file will be empty.',
      ...where(at()),
    }),
  ];
};

export const fileBuilderSchema = defineSchema({
  options: {
    target: {
      type: 'string',
      affects: 'result',
      required: true,
      doc: 'Path of the file that is made. Folders above it are made too.',
    },
    content: { type: 'string', affects: 'result', secret: true, doc: 'What the file holds.' },
    source: { type: 'string', affects: 'result', path: 'file', doc: 'Path of the file to copy.' },
  },
  rules: [oneContent],
});

export type FileBuilderSchema = typeof fileBuilderSchema;
export type FileBuilderOptions = OptionsOf<FileBuilderSchema>;
