import {
  communicatorRules,
  isGiven,
  type OptionRule,
  reveal,
  type Text,
  UNKNOWN_TEXT,
  where,
} from '@strata/sdk';
import { problem } from '../../codes';
import { USUAL_USER } from '../fields/connection';

const USERS = ['ssh_username', 'winrm_username'];

/** As everywhere, but the user has a name where the template gives an empty one. */
const commonRules: readonly OptionRule[] = communicatorRules.map((rule) => (options, at, write) => {
  const named = USERS.filter((name) => !isGiven(options[name])).map((name) => [name, USUAL_USER]);
  return rule({ ...options, ...Object.fromEntries(named) }, at, write);
});

/** Source: Azure REST API, `OSProfile.adminPassword`. */
const SHORTEST = 8;
const LONGEST = 123;
const CLASSES = [/[a-z]/u, /[A-Z]/u, /[0-9]/u, /[^a-zA-Z0-9]/u];
const ENOUGH = 3;

/** Windows gets it as the password of its administrator. */
const password: OptionRule = (options, at) => {
  const given = options['winrm_password'] as Text | undefined;
  if (options['communicator'] !== 'winrm' || !isGiven(given) || given === undefined) return [];
  const text = reveal(given);
  const classes = CLASSES.filter((one) => one.test(text)).length;
  if (text === UNKNOWN_TEXT) return [];
  if (text.length >= SHORTEST && text.length <= LONGEST && classes >= ENOUGH) return [];
  return [
    problem('AZU032', {
      detail: `\`winrm_password\` is none that Azure takes: ${SHORTEST} to ${LONGEST} characters, of ${ENOUGH} kinds among small letters, capital ones, digits and others.`,
      hint: 'Take it out: one is drawn for the build then.',
      ...where(at('winrm_password')),
    }),
  ];
};

/** Who logs in, and by what. */
export const connectionRules: readonly OptionRule[] = [...commonRules, password];
