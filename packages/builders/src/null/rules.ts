import type { OptionRule } from '@strata/sdk';
import { problem } from '../codes';

const HOSTS: Readonly<Record<string, string>> = { ssh: 'ssh_host', winrm: 'winrm_host' };
/** How to get in; with `none` of them there is nothing to try. */
const KEYS = ['ssh_password', 'ssh_private_key_file', 'ssh_agent_auth'];

/** This builder makes no machine, so it must be told of one. */
const needsHost: OptionRule = ({ communicator = 'ssh', ...options }, at) => {
  const field = HOSTS[String(communicator)];
  if (field === undefined || options[field] !== undefined) return [];
  const subject = at();
  return [
    problem('BLD004', {
      detail: `The null builder works on a machine that is there already, and \`${field}\` does not say which.`,
      hint: `Write ${field} = "ADDRESS", or communicator = "none" when nothing is done on a machine.`,
      ...(subject && { subject }),
    }),
  ];
};

const needsKey: OptionRule = ({ communicator = 'ssh', ...options }, at) => {
  const isGiven = KEYS.some((name) => options[name] !== undefined && options[name] !== false);
  if (communicator !== 'ssh' || isGiven) return [];
  const subject = at();
  return [
    problem('BLD004', {
      detail: `Nothing says how to log in: none of ${KEYS.map((name) => `\`${name}\``).join(', ')} is given.`,
      hint: 'Write ssh_private_key_file = "~/.ssh/id_ed25519", or ssh_agent_auth = true.',
      ...(subject && { subject }),
    }),
  ];
};

export const nullRules: readonly OptionRule[] = [needsHost, needsKey];
