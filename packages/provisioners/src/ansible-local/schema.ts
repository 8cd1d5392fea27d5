import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';

const PLAYBOOKS = ['playbook_file', 'playbook_files'] as const;

const onePlaybook: OptionRule = (options, at, write) => {
  const given = PLAYBOOKS.filter((name) => options[name] !== undefined);
  if (given.length === 2) {
    const detail = 'Give only one of playbook_file and playbook_files; both are given.';
    return [problem('PRV004', { detail, ...where(at('playbook_files')) })];
  }
  const [name] = given;
  const value = name && options[name];
  if (name && value !== '' && !(Array.isArray(value) && value.length === 0)) return [];
  const detail = 'There is no playbook: give playbook_file or playbook_files.';
  const hint = `For example: ${write('playbook_file', '"playbook.yml"')}`;
  return [problem('PRV005', { detail, hint, ...where(at(name)) })];
};

const groupsOrFile: OptionRule = ({ inventory_file: file, inventory_groups: groups }, at) => {
  if (file === undefined || groups === undefined) return [];
  const detail = 'inventory_groups is for the inventory that is made when there is no inventory_file.';
  return [problem('PRV004', { detail, ...where(at('inventory_groups')) })];
};

export const ansibleLocalSchema = defineSchema({
  options: {
    playbook_file: {
      type: 'string',
      doc: 'The playbook to run.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    playbook_files: {
      type: { list: 'string' },
      doc: 'Playbooks to run, in this order.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    playbook_dir: {
      type: 'string',
      doc: 'A folder whose content is sent with the playbooks.',
      affects: 'result',
      path: 'directory',
    },
    playbook_paths: {
      type: { list: 'string' },
      doc: 'Folders that are sent into `playbooks`.',
      affects: 'result',
      path: 'directory',
      named: true,
    },
    role_paths: {
      type: { list: 'string' },
      doc: 'Roles, which are sent into `roles`.',
      affects: 'result',
      path: 'directory',
      named: true,
    },
    collection_paths: {
      type: { list: 'string' },
      doc: 'Collections, which are sent into `collections`.',
      affects: 'result',
      path: 'directory',
      named: true,
    },
    group_vars: {
      type: 'string',
      doc: 'A folder that is sent as `group_vars`.',
      affects: 'result',
      path: 'directory',
    },
    host_vars: {
      type: 'string',
      doc: 'A folder that is sent as `host_vars`.',
      affects: 'result',
      path: 'directory',
    },
    inventory_file: {
      type: 'string',
      doc: 'The inventory. By default one with `127.0.0.1` alone.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    inventory_groups: {
      type: { list: 'string' },
      doc: 'Groups that the machine is in, in the inventory that is made.',
      affects: 'result',
    },
    command: {
      type: 'string',
      doc: 'The command that runs a playbook.',
      affects: 'result',
      default: 'ANSIBLE_FORCE_COLOR=1 PYTHONUNBUFFERED=1 ansible-playbook',
    },
    extra_arguments: {
      type: { list: 'string' },
      doc: 'Arguments of the command, as a shell takes them.',
      affects: 'result',
      default: [],
    },
    galaxy_file: {
      type: 'string',
      doc: 'Roles and collections to fetch before.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    galaxy_command: {
      type: 'string',
      doc: 'The command that fetches them.',
      affects: 'result',
      default: 'ansible-galaxy',
    },
    galaxy_force_install: {
      type: 'bool',
      doc: 'Fetch what is there already too.',
      affects: 'result',
      default: false,
    },
    galaxy_roles_path: { type: 'string', doc: 'Where fetched roles go.', affects: 'result' },
    galaxy_collections_path: { type: 'string', doc: 'Where fetched collections go.', affects: 'result' },
    staging_directory: {
      type: 'string',
      doc: 'Where everything is sent to.',
      affects: 'result',
      default: '/tmp/packer-provisioner-ansible-local',
    },
    clean_staging_directory: {
      type: 'bool',
      doc: 'Remove that folder after the playbooks.',
      affects: 'result',
      default: false,
    },
  },
  rules: [onePlaybook, groupsOrFile],
});

export type AnsibleLocalOptions = OptionsOf<typeof ansibleLocalSchema>;
