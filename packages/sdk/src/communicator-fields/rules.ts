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
        hint: `Write ${write(field, '"root"')}, or whichever user the machine has.`,
        ...where(at('communicator') ?? at()),
      }),
    ];
  },
  excludes('ssh_bastion_host', 'ssh_proxy_host'),
  excludes('ssh_private_key_file', 'ssh_agent_auth'),
];

const USERNAMES: Readonly<Record<string, string>> = { ssh: 'ssh_username', winrm: 'winrm_username' };

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
