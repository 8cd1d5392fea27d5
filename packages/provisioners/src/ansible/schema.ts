import { defineSchema, type OptionsOf } from '@strata/sdk';
import { ansibleRules } from './rules';

/**
 * Options of Packer's ansible, and `playbook_dir`. What only decides how Ansible gets to the machine is no part of a key:
 * the playbook changes the same things by either way.
 */
export const ansibleSchema = defineSchema({
  options: {
    playbook_file: {
      type: 'string',
      required: true,
      doc: 'The playbook to run.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    playbook_dir: {
      type: 'string',
      doc: 'The folder of the playbook with all that it uses: roles, variables, templates. Its content decides whether a layer, or a kept state of a machine, is built again. Layers need it; Packer does not know it.',
      affects: 'result',
      path: 'directory',
    },
    command: {
      type: 'string',
      doc: 'The program that runs a playbook; no shell reads this.',
      affects: 'result',
      default: 'ansible-playbook',
    },
    extra_arguments: {
      type: { list: 'string' },
      doc: 'Arguments of the program, one by one and without quotes: `["--extra-vars", "region=eu"]`. Sensitive extra variables reach Ansible by a file. `{{.Password}}` and other facts of the machine are filled in.',
      affects: 'result',
      secret: true,
      default: [],
    },
    ansible_env_vars: {
      type: { list: 'string' },
      doc: 'Variables of the environment of Ansible, each `NAME=value`. Facts of the machine are filled in.',
      affects: 'result',
      secret: true,
      default: [],
    },
    ansible_ssh_extra_args: {
      type: { list: 'string' },
      doc: 'What follows `--ssh-extra-args`; by default `-o IdentitiesOnly=yes`.',
      affects: 'run',
    },
    groups: {
      type: { list: 'string' },
      doc: 'Groups of the inventory that the machine is in.',
      affects: 'result',
      default: [],
    },
    empty_groups: {
      type: { list: 'string' },
      doc: 'Groups of the inventory that stay empty.',
      affects: 'result',
      default: [],
    },
    host_alias: {
      type: 'string',
      doc: 'Name of the machine in the inventory that is made.',
      affects: 'result',
      default: 'default',
    },
    user: {
      type: 'string',
      doc: "`ansible_user`. By default the user who runs the build, on layers root; with `use_proxy = false` the machine's.",
      affects: 'result',
    },
    local_port: {
      type: 'number',
      doc: 'Port of the door on loopback; the nine behind it are tried too. By default any free one.',
      affects: 'run',
      default: 0,
    },
    ssh_host_key_file: {
      type: 'string',
      doc: 'Private key that the door shows. By default one is made for each run, and Ansible does not check it.',
      affects: 'run',
      path: 'file',
    },
    ssh_authorized_key_file: {
      type: 'string',
      doc: 'Public key that the door opens for; Ansible finds the private one by itself. By default a pair is made for each run.',
      affects: 'run',
      path: 'file',
    },
    ansible_proxy_key_type: {
      type: 'string',
      doc: 'Kind of the keys that are made: `ECDSA` or `RSA`.',
      affects: 'run',
      default: 'ECDSA',
    },
    sftp_command: {
      type: 'string',
      doc: "The machine's own SFTP server, to be used in place of the one in the door: `/usr/lib/sftp-server -e`.",
      affects: 'run',
    },
    use_sftp: {
      type: 'bool',
      doc: 'Leaves Ansible the choice of how to copy files. By default it is told to use `scp`.',
      affects: 'run',
      default: false,
    },
    skip_version_check: {
      type: 'bool',
      doc: 'Does not ask Ansible for its version before.',
      affects: 'run',
      default: false,
    },
    inventory_directory: {
      type: 'string',
      doc: 'Folder in which the inventory is made for the time of the run, beside `group_vars` and `host_vars`.',
      affects: 'result',
      path: 'directory',
    },
    inventory_file_template: {
      type: 'string',
      doc: 'The line of the machine in the inventory that is made. By default `{{ .HostAlias }} ansible_host={{ .Host }} ansible_user={{ .User }} ansible_port={{ .Port }}`.',
      affects: 'result',
    },
    inventory_file: {
      type: 'string',
      doc: 'An inventory to use in place of one that is made.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    keep_inventory_file: {
      type: 'bool',
      doc: 'Leaves the inventory that was made, and says where.',
      affects: 'run',
      default: false,
    },
    galaxy_file: {
      type: 'string',
      doc: 'Roles and collections that are fetched to this machine before.',
      affects: 'result',
      path: 'file',
      named: true,
    },
    galaxy_command: {
      type: 'string',
      doc: 'The program that fetches them.',
      affects: 'result',
      default: 'ansible-galaxy',
    },
    galaxy_force_install: {
      type: 'bool',
      doc: 'Fetches what is there already too.',
      affects: 'result',
      default: false,
    },
    galaxy_force_with_deps: {
      type: 'bool',
      doc: 'Fetches what is there already too, with all that it depends on.',
      affects: 'result',
      default: false,
    },
    roles_path: { type: 'string', doc: 'Where fetched roles go.', affects: 'result' },
    collections_path: { type: 'string', doc: 'Where fetched collections go.', affects: 'result' },
    use_proxy: {
      type: 'bool',
      doc: 'With `false` Ansible reaches the machine itself, where that speaks SSH or WinRM. By default it goes through the door.',
      affects: 'run',
    },
    ansible_winrm_use_http: {
      type: 'bool',
      doc: 'Has Ansible speak HTTP, not HTTPS, to a machine with WinRM.',
      affects: 'run',
      default: false,
    },
  },
  rules: ansibleRules,
});

export type AnsibleOptions = OptionsOf<typeof ansibleSchema>;
