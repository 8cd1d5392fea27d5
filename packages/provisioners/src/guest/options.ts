import { defineSchema, type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';
import type { GuestType } from './commands';

/** The option that tools for both kinds of systems have. */
export const guestOptions = defineSchema({
  options: {
    guest_os_type: {
      type: 'string',
      doc: 'What the machine runs: `unix` or `windows`.',
      affects: 'result',
      default: 'unix',
    },
  },
}).options;

export function getGuestType(type: string): GuestType {
  return type.toLowerCase() === 'windows' ? 'windows' : 'unix';
}

export const guestIsKnown: OptionRule = ({ guest_os_type: type }, at) => {
  if (typeof type !== 'string' || ['', 'unix', 'windows', '<unknown>'].includes(type.toLowerCase()))
    return [];
  const detail = `Invalid guest_os_type: "${type}". There are "unix" and "windows".`;
  return [problem('PRV008', { detail, ...where(at('guest_os_type')) })];
};
