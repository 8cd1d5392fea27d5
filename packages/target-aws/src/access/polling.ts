import { defineSchema, type OptionsOf } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Packer's `aws_polling`: how patiently AWS is asked until something is ready. */
export const pollingSchema = defineSchema({
  options: {
    max_attempts: {
      type: 'number',
      ...run,
      doc: 'How often to ask before giving up; with `delay_seconds` this is how long is waited. `AWS_MAX_ATTEMPTS` says the same.',
    },
    delay_seconds: {
      type: 'number',
      ...run,
      doc: 'Time between two questions. `AWS_POLL_DELAY_SECONDS` says the same.',
    },
  },
});

export type PollingOptions = OptionsOf<typeof pollingSchema>;
