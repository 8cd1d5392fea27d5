import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

const HOSTS: Readonly<Record<string, string>> = { ssh: 'ssh_host', winrm: 'winrm_host' };
/** How to get in; with `none` of them there is nothing to try. */
const KEYS = ['ssh_password', 'ssh_private_key_file', 'ssh_agent_auth'];

/** This builder makes no machine, so it must be told of one. */
const needsHost: OptionRule = ({ communicator = 'ssh', ...options }, at, write) => {
  const field = HOSTS[String(communicator)];
  if (field === undefined || (options[field] ?? '') !== '') return [];
  return [
    problem('BLD004', {
      detail: `The null builder works on a machine that is there already, and \`${field}\` does not say which.`,
      hint: `Write ${write(field, '"ADDRESS"')}, or ${write('communicator', '"none"')} when nothing is done on a machine.`,
      ...where(at()),
    }),
  ];
};

const needsKey: OptionRule = ({ communicator = 'ssh', ...options }, at, write) => {
  const isGiven = KEYS.some((name) => options[name] !== undefined && options[name] !== false);
  if (communicator !== 'ssh' || isGiven) return [];
  return [
    problem('BLD004', {
      detail: `Nothing says how to log in: none of ${KEYS.map((name) => `\`${name}\``).join(', ')} is given.`,
      hint: `Write ${write('ssh_private_key_file', '"~/.ssh/id_ed25519"')}, or ${write('ssh_agent_auth', 'true')}.`,
      ...where(at()),
    }),
  ];
};

export const nullRules: readonly OptionRule[] = [needsHost, needsKey];
