import { quoteWord, reveal } from '@strata/sdk';
import type { BuildNames } from '@strata/sdk/scripts';
import type { AnsibleLocalOptions } from './schema';
import { getPlace } from './uploads';

export interface PlaybookRequest extends BuildNames {
  /** Paths in the machine. */
  readonly playbook: string;
  readonly inventory: string;
}

/** The command line of one playbook. The last of its extra variables is no variable, but Packer's own. */
export function getPlaybookCommand(options: AnsibleLocalOptions, request: PlaybookRequest): string {
  const { buildName, builderType, facts = {}, playbook, inventory } = request;
  const server = reveal(facts['PackerHTTPAddr'] ?? '');
  const variables = `packer_build_name=${buildName} packer_builder_type=${builderType} packer_http_addr=${server} -o IdentitiesOnly=yes`;
  const extra = [`--extra-vars "${variables}"`, ...options.extra_arguments].join(' ');
  return inStaging(options, `${options.command} ${playbook} ${extra} -c local -i ${inventory}`);
}

/** The command lines that fetch what `galaxy_file` lists; its text says whether those are roles, collections or both. */
export function getGalaxyCommands(options: AnsibleLocalOptions, text: string): readonly string[] {
  const hasCollections = /^collections:/m.test(text);
  // A list alone is the old form of roles.
  const hasRoles = /^roles:/m.test(text) || !hasCollections;
  return [
    ...(hasRoles ? [getGalaxyCommand(options, 'install', options.galaxy_roles_path)] : []),
    ...(hasCollections
      ? [getGalaxyCommand(options, 'collection install', options.galaxy_collections_path)]
      : []),
  ];
}

function getGalaxyCommand(options: AnsibleLocalOptions, action: string, path: string | undefined): string {
  const words = [
    `${options.galaxy_command} ${action} -r ${getPlace(options, options.galaxy_file ?? '')}`,
    ...(path === undefined ? [] : [`-p ${path}`]),
    ...(options.galaxy_force_install ? ['-f'] : []),
  ];
  return inStaging(options, words.join(' '));
}

function inStaging({ staging_directory: staging }: AnsibleLocalOptions, command: string): string {
  return `cd ${quotePath(staging)} && ${command}`;
}

/** A plain path stays as it is, as in Packer. */
export function quotePath(path: string): string {
  return /^[\w@%+=:,./~-]+$/.test(path) ? path : quoteWord(path);
}
