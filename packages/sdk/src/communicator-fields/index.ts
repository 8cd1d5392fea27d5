import { defineSchema, type OptionsOf } from '../schema';
import { sshFields } from './ssh';
import { winrmFields } from './winrm';

/** Fields that all builders of machines have in common; a builder's schema holds them beside its own. */
export const communicatorFields = defineSchema({
  options: {
    communicator: {
      type: 'string',
      affects: 'run',
      default: 'ssh',
      doc: 'How provisioners reach the machine.',
      allowed: ['ssh', 'winrm', 'none'],
    },
    pause_before_connecting: {
      type: 'duration',
      affects: 'run',
      doc: 'Connects once, lets go, waits so long and connects again: for machines that restart soon after they start.',
    },
    ...sshFields.options,
    ...winrmFields.options,
  },
});

export { communicatorRules } from './rules';

export type CommunicatorOptions = OptionsOf<typeof communicatorFields>;
