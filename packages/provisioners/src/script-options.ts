import { defineSchema } from '@strata/sdk';

/** Options of every provisioner that runs scripts on the machine. */
export const scriptOptions = defineSchema({
  options: {
    inline: { type: { list: 'string' }, doc: 'Lines of one script.', affects: 'result', secret: true },
    script: {
      type: 'string',
      doc: 'A script of this machine to send and run.',
      affects: 'result',
      path: 'file',
    },
    scripts: {
      type: { list: 'string' },
      doc: 'Scripts of this machine to send and run, in this order.',
      affects: 'result',
      path: 'file',
    },
    valid_exit_codes: {
      type: { list: 'number' },
      doc: 'Exit codes that are no failure.',
      affects: 'result',
      default: [0],
    },
    environment_vars: {
      type: { list: 'string' },
      doc: 'Environment variables for the scripts, each as `NAME=value`.',
      affects: 'result',
      secret: true,
    },
    env: {
      type: { map: 'string' },
      doc: 'Environment variables for the scripts; they win over `environment_vars`.',
      affects: 'result',
      secret: true,
    },
    start_retry_timeout: {
      type: 'duration',
      doc: 'How long sending and starting a script is tried while the machine cannot be reached.',
      affects: 'run',
      default: 300_000,
    },
  },
}).options;
