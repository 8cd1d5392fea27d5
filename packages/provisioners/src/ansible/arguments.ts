import { type MachineFacts, reveal, Secret, type Text } from '@strata/sdk';
import { fillFacts } from './fill-facts';
import type { AnsibleOptions } from './schema';
import type { Target } from './target';

export interface ArgumentRequest {
  readonly options: AnsibleOptions;
  readonly target: Pick<Target, 'connection' | 'keyFile' | 'password' | 'hasFreshHostKey'>;
  readonly facts: MachineFacts;
  readonly buildName: string;
  readonly builderType: string;
  /** Paths on this machine. */
  readonly inventory: string;
  readonly playbook: string;
}

/** The arguments of ansible-playbook, in Packer's order. What is sensitive must not stand in them as it is. */
export function getArguments(request: ArgumentRequest): readonly Text[] {
  const { options, target, facts, buildName, builderType, inventory, playbook } = request;
  const given = getGivenArguments(options, facts);
  const address = facts['PackerHTTPAddr'];
  const hasPassword = names(given, 'ansible_password');
  const password = hasPassword ? undefined : target.password;
  return [
    ...['-e', `packer_build_name=${JSON.stringify(buildName)}`],
    ...['-e', `packer_builder_type=${builderType}`],
    ...(address === undefined ? [] : ['-e', `packer_http_addr=${reveal(address)}`]),
    ...getSshArguments(request),
    ...given,
    ...(password === undefined ? [] : ['-e', new Secret(`ansible_password=${quoteValue(reveal(password))}`)]),
    ...(target.keyFile === undefined || hasPassword
      ? []
      : ['-e', `ansible_ssh_private_key_file=${quoteWhereNeeded(target.keyFile)}`]),
    ...(hasPassword && isSsh(facts) && asksForHostKey(options, given)
      ? ['-e', 'ansible_host_key_checking=False']
      : []),
    ...['-i', inventory, playbook],
  ];
}

function isSsh(facts: MachineFacts): boolean {
  return String(facts['ConnType']) === 'ssh';
}

/** Where the door shows a key that the user gave, nothing else has said yet that it is not to be checked. */
function asksForHostKey(options: AnsibleOptions, given: readonly Text[]): boolean {
  const isSaid = names(given, 'ansible_host_key_checking') || names(options.ansible_env_vars, CHECKING);
  return options.ssh_host_key_file !== undefined && !isSaid;
}

const CHECKING = 'ANSIBLE_HOST_KEY_CHECKING';

/** ssh would write the key of one run among the hosts that the user knows, one more with every run. */
const NO_KNOWN_HOSTS = '-oUserKnownHostsFile=/dev/null';

function getSshArguments({ options, target, facts }: ArgumentRequest): readonly string[] {
  const given = isSsh(facts) && target.keyFile !== undefined ? getKeyArguments(options) : [];
  const quoted = given.map((word) => `'${word}'`);
  if (!target.hasFreshHostKey) return quoted.length === 0 ? [] : ['--ssh-extra-args', quoted.join(' ')];
  // A value that begins with a dash would be an option, and Ansible takes away quotes that stand at both ends.
  const words = quoted.length === 0 ? [`'${NO_KNOWN_HOSTS}'`] : [...quoted, NO_KNOWN_HOSTS];
  return ['--ssh-extra-args', words.join(' ')];
}

/** Agents hold many keys, and servers count wrong ones. */
function getKeyArguments({ ansible_ssh_extra_args: args = [] }: AnsibleOptions): readonly string[] {
  return args.length > 0 ? args : ['-o IdentitiesOnly=yes'];
}

function getGivenArguments(options: AnsibleOptions, facts: MachineFacts): readonly Text[] {
  const given = options.extra_arguments.map((text) => fillFacts(text, facts));
  const hasScheme = given.some((text) => reveal(text).startsWith('ansible_winrm_scheme'));
  return options.ansible_winrm_use_http && !hasScheme ? [...given, '-e', 'ansible_winrm_scheme=http'] : given;
}

/** Whether arguments set a variable. */
function names(args: readonly Text[], variable: string): boolean {
  return args.some((text) => reveal(text).split('=').includes(variable));
}

/** A plain path stays as it is, as in Packer. */
function quoteWhereNeeded(path: string): string {
  return /^[\w@%+:,./~-]+$/.test(path) ? path : quoteValue(path);
}

/** For Ansible, which splits such texts at blanks outside of quotes. */
function quoteValue(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
