import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { isGiven, takes } from './rule';

const INTERFACES = ['public_ip', 'private_ip', 'public_dns', 'private_dns', 'ipv6', 'session_manager'];

const tunnel: OptionRule = (options, at, write) => {
  if (options['ssh_interface'] !== 'session_manager') return [];
  const isAllowed =
    isGiven(options['iam_instance_profile']) ||
    options['temporary_iam_instance_profile_policy_document'] !== undefined;
  const subject = where(at('ssh_interface'));
  return [
    ...(options['communicator'] === 'winrm'
      ? [
          problem('AWS031', {
            detail:
              '`ssh_interface` is "session_manager", through which only the communicator "ssh" goes, not "winrm".',
            hint: `Write ${write('communicator', '"ssh"')}: Windows Server 2019 and later have OpenSSH.`,
            ...subject,
          }),
        ]
      : []),
    ...(isAllowed
      ? []
      : [
          problem('AWS030', {
            detail:
              '`ssh_interface` is "session_manager", but the machine may not use it: it has no `iam_instance_profile`.',
            hint: 'Name a profile with the policy AmazonSSMManagedInstanceCore, or give temporary_iam_instance_profile_policy_document.',
            ...subject,
          }),
        ]),
  ];
};

const keyPair: OptionRule = (options, at, write) => {
  const { communicator = 'ssh', ssh_keypair_name: name, ssh_private_key_file: file } = options;
  if (!isGiven(name) || isGiven(file)) return [];
  const isEnough =
    communicator === 'winrm'
      ? isGiven(options['winrm_password'])
      : communicator === 'none' || isGiven(options['ssh_agent_auth']);
  if (isEnough) return [];
  const purpose = communicator === 'winrm' ? "read Windows's password" : 'log in';
  return [
    problem('AWS030', {
      detail: `\`ssh_keypair_name\` is "${name}", but the private key of that pair, to ${purpose}, is not given.`,
      hint: `Write ${write('ssh_private_key_file', '"~/.ssh/id_ed25519"')}, or ${write('ssh_agent_auth', 'true')}.`,
      ...where(at('ssh_keypair_name')),
    }),
  ];
};

const MAKEABLE = ['rsa', 'ed25519'];

const keyType: OptionRule = (options, at, write) => {
  const type = options['temporary_key_pair_type'];
  if (!isGiven(type) || MAKEABLE.includes(String(type))) return [];
  return [
    problem('AWS032', {
      detail: `\`temporary_key_pair_type\` is "${type}"; AWS takes "rsa" and "ed25519".`,
      hint: `Write ${write('temporary_key_pair_type', '"ed25519"')}.`,
      ...where(at('temporary_key_pair_type')),
    }),
  ];
};

/** Windows encrypts its password with the key pair, and can do so with RSA alone. */
const windowsKey: OptionRule = (options, at) => {
  const isNeeded = options['communicator'] === 'winrm' && !isGiven(options['winrm_password']);
  if (!isNeeded || options['temporary_key_pair_type'] !== 'ed25519') return [];
  const detail = '`temporary_key_pair_type` is "ed25519", with which Windows cannot encrypt its password.';
  return [problem('AWS031', { detail, hint: 'Take it out.', ...where(at('temporary_key_pair_type')) })];
};

export const connectionRules: readonly OptionRule[] = [
  takes('ssh_interface', INTERFACES),
  tunnel,
  keyPair,
  keyType,
  windowsKey,
];
