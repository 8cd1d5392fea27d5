import { defineSchema } from '@strata/sdk';

/** How the machine is brought to answer, and to end. */
export const bootFields = defineSchema({
  options: {
    boot_command: { type: { list: 'string' }, affects: 'result', doc: 'What is typed at its keyboard.' },
    boot_steps: {
      type: { list: { list: 'string' } },
      affects: 'result',
      doc: 'The same in steps, each with what it is for.',
    },
    boot_wait: {
      type: 'duration',
      affects: 'run',
      default: 10_000,
      doc: 'How long to wait before typing. Not waited when nothing is typed.',
    },
    boot_key_interval: {
      type: 'duration',
      affects: 'run',
      doc: 'Time between keys. By default `PACKER_KEY_INTERVAL`, or 100ms.',
    },
    boot_keygroup_interval: {
      type: 'duration',
      affects: 'run',
      default: 0,
      doc: 'Time after each run of keys.',
    },
    shutdown_command: {
      type: 'string',
      affects: 'result',
      secret: true,
      doc: 'Command that shuts the machine down. Without it the machine is switched off.',
    },
    shutdown_timeout: {
      type: 'duration',
      affects: 'run',
      default: 300_000,
      doc: 'How long that may take.',
    },
    run_once: { type: 'bool', affects: 'run', default: false, doc: 'Accepted for templates that have it.' },
  },
});
