import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

export const debugModeIsKnown: OptionRule = ({ debug_mode: mode }, at) => {
  if (typeof mode !== 'number' || [0, 1, 2].includes(mode)) return [];
  const detail = `debug_mode is ${mode}; allowed are 0, 1 and 2.`;
  return [problem('PRV008', { detail, ...where(at('debug_mode')) })];
};

export const passwordHasUser: OptionRule = ({ elevated_user: user, elevated_password: password }, at) => {
  if (password === undefined || user !== undefined) return [];
  const detail = 'elevated_password is given, but elevated_user is not.';
  return [problem('PRV005', { detail, ...where(at('elevated_password')) })];
};
