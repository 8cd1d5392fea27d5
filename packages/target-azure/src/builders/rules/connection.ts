import { communicatorRules, isGiven, type OptionRule } from '@strata/sdk';
import { USUAL_USER } from '../fields/connection';

const USERS = ['ssh_username', 'winrm_username'];

/** As everywhere, but the user has a name where the template gives an empty one. */
export const connectionRules: readonly OptionRule[] = communicatorRules.map(
  (rule) => (options, at, write) => {
    const named = USERS.filter((name) => !isGiven(options[name])).map((name) => [name, USUAL_USER]);
    return rule({ ...options, ...Object.fromEntries(named) }, at, write);
  },
);
