import { problem } from '../codes';
import type { OptionRule } from '../schema';
import { where } from '../where';

/**
 * What Packer demands of the communicator's fields of every builder: somebody to log in as, and one way at most where the
 * fields exclude each other. Source: Packer's documentation, "Communicators".
 */
export const communicatorRules: readonly OptionRule[] = [
  (options, at, write) => {
    const field = USERNAMES[String(options['communicator'] ?? 'ssh')];
    if (field === undefined || isGiven(options[field])) return [];
    return [
      problem('SDK006', {
        detail: `The communicator "${options['communicator'] ?? 'ssh'}" needs \`${field}\`: the user to log in as.`,
        hint: `Write ${write(field, USUAL_NAMES[field] ?? '"root"')}, or whichever user the machine has.`,
        ...where(at('communicator') ?? at()),
      }),
    ];
  },
  excludes('ssh_bastion_host', 'ssh_proxy_host'),
  excludes('ssh_private_key_file', 'ssh_agent_auth'),
  needs('ssh_private_key_passphrase', 'ssh_private_key_file'),
  needs('ssh_bastion_private_key_passphrase', 'ssh_bastion_private_key_file'),
  ...['ssh_port', 'ssh_bastion_port', 'ssh_proxy_port', 'winrm_port'].map(isPort),
  ...['ssh_timeout', 'winrm_timeout'].map(isNotOver),
];

const USERNAMES: Readonly<Record<string, string>> = { ssh: 'ssh_username', winrm: 'winrm_username' };

const USUAL_NAMES: Readonly<Record<string, string>> = { winrm_username: '"Administrator"' };

const LAST_PORT = 65_535;

function isPort(field: string): OptionRule {
  return ({ [field]: port }, at) => {
    if (port === undefined || (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= LAST_PORT))
      return [];
    const detail = `${field} is ${port}; ports are whole numbers from 1 to ${LAST_PORT}.`;
    return [problem('SDK009', { detail, hint: 'Leave it out for the usual one.', ...where(at(field)) })];
  };
}

function isNotOver(field: string): OptionRule {
  return ({ [field]: milliseconds }, at) => {
    if (typeof milliseconds !== 'number' || milliseconds >= 0) return [];
    const detail = `${field} is ${milliseconds / 1_000}s; it says how long the machine is waited for.`;
    return [problem('SDK009', { detail, hint: 'Write a time such as "5m".', ...where(at(field)) })];
  };
}

/** What would be read by nobody: most likely the other one was forgotten or misspelt. */
function needs(field: string, other: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[field]) || isGiven(options[other])) return [];
    const detail = `\`${field}\` is given without \`${other}\`, the key that it opens.`;
    return [problem('SDK006', { detail, hint: `Give ${other}, or take it out.`, ...where(at(field)) })];
  };
}

function excludes(first: string, second: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[first]) || !isGiven(options[second])) return [];
    const detail = `\`${first}\` and \`${second}\` are given; only one of them can be followed.`;
    return [problem('SDK005', { detail, hint: 'Take one of them out.', ...where(at(second)) })];
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false;
}
