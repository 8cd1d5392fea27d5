import { defineSchema } from '@strata/sdk';
import { fastLaunchRules, regionTemplateRules } from '../rules/fast-launch';

const run = { affects: 'run' } as const;

const template = {
  template_id: { type: 'string', ...run, doc: 'Launch template to prepare snapshots with, by its id.' },
  template_name: { type: 'string', ...run, doc: 'The same by its name.' },
  template_version: { type: 'number', ...run, doc: 'Its version. By default the newest.' },
} as const;

const regionSchema = defineSchema({
  options: {
    region: { type: 'string', ...run, required: true, doc: 'The region.' },
    enable_fast_launch: { type: 'bool', ...run, doc: 'False leaves the region out.' },
    ...template,
  },
  rules: regionTemplateRules,
});

/** Packer's `fast_launch`: snapshots of Windows that AWS prepares beforehand. */
export const fastLaunchSchema = defineSchema({
  options: {
    enable_fast_launch: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Turns it on; so does any option beside it.',
    },
    ...template,
    max_parallel_launches: { type: 'number', ...run, doc: 'How many machines prepare at a time: 6 or more.' },
    target_resource_count: { type: 'number', ...run, doc: 'How many snapshots are kept ready.' },
  },
  blocks: {
    region_launch_templates: { schema: regionSchema, count: 'many', doc: 'What holds for one region.' },
  },
  rules: fastLaunchRules,
});
