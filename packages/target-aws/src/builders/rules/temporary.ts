import { getBlock, isGiven, type Options } from './rule';

/** What says how to log in without a key that the build makes. */
const OWN_LOGINS = ['ssh_private_key_file', 'ssh_agent_auth', 'ssh_keypair_name'];

/** Whether a build makes a key pair for its machine: where somebody logs in, and nobody said by what. */
export function makesKeyPair(options: Options): boolean {
  if (OWN_LOGINS.some((name) => isGiven(options[name]))) return false;
  if (isGiven(options['temporary_key_pair_name'])) return true;
  return options['communicator'] !== 'none' && !isGiven(options['ssh_password']);
}

/** Whether a build makes a security group for its machine: where none is named or looked for. */
export function makesGroup(options: Options): boolean {
  const filter = getBlock(options, 'security_group_filter');
  const given = [
    options['security_group_id'],
    options['security_group_ids'],
    filter['filters'],
    filter['filter'],
  ];
  return !given.some(isGiven);
}
