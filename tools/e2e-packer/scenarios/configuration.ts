import { userInfo } from 'node:os';
import { onMachine, type Scenario } from '../scenario';

/** This packer's door knows older keys alone, which OpenSSH of today only takes when it is asked to. */
const OLD_KEYS = '-o HostKeyAlgorithms=+ssh-rsa -o PubkeyAcceptedAlgorithms=+ssh-rsa';
/** ssh asks the password file for the user's home, not `HOME`: packer's Ansible notes its doors among the hosts the user knows. */
const NO_KNOWN_HOSTS = '-o UserKnownHostsFile=/dev/null';
/** What OpenSSH is told of the door, which knows no SFTP of its own either. */
const DOOR = [`--ssh-common-args=${OLD_KEYS} ${NO_KNOWN_HOSTS}`, '--scp-extra-args=-O'];
const list = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;

const ansible = (more: string, args: readonly string[] = []) =>
  onMachine(`  provisioner "ansible" {
    playbook_file   = "site.yml"
    extra_arguments = ${list([...DOOR, ...args])}
${more}  }
`);

const play = (...tasks: readonly string[]) =>
  `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;
const local = (line: string) => `raw: echo "${line}" >>SSH_FOLDER/said`;

/** Shows what playbooks have written down, and takes it away. */
const showSaid =
  '  provisioner "shell" {\n    inline = ["sed \'s/^/OUT: /\' SSH_FOLDER/said", "rm SSH_FOLDER/said"]\n  }\n';
const withSaid = (files: Scenario['files']): Scenario['files'] => ({
  ...files,
  'a.pkr.hcl': files['a.pkr.hcl']!.replace(/\}\n$/, `${showSaid}}\n`),
});

/** Tools that set machines up: here the Ansible of this machine, and Ansible and Puppet in it. */
export const configurationScenarios: readonly Scenario[] = [
  {
    name: 'ansible runs tasks in order and sees whose build it is',
    ssh: true,
    says: [
      'vm null',
      'vm db,web all,db,none,ungrouped,web',
      `127.0.0.1 ${userInfo().username} True`,
      'False True',
    ],
    files: {
      ...withSaid(
        ansible('    groups = ["web", "db"]\n    empty_groups = ["none"]\n    host_alias = "vm"\n'),
      ),
      'site.yml': play(
        local('{{ packer_build_name }} {{ packer_builder_type }}'),
        local(
          "{{ inventory_hostname }} {{ group_names | sort | join(',') }} {{ groups.keys() | sort | join(',') }}",
        ),
        local('{{ ansible_host }} {{ ansible_user }} {{ ansible_ssh_private_key_file is defined }}'),
        local("{{ lookup('env', 'ANSIBLE_HOST_KEY_CHECKING') }} {{ lookup('env', 'ANSIBLE_SCP_IF_SSH') }}"),
      ),
    },
  },
  {
    name: 'ansible copies a file into the machine and back',
    isLong: true,
    ssh: true,
    says: ['data', '640', 'given'],
    files: {
      ...withSaid(ansible('', ['--extra-vars', 'note=given'])),
      'data.txt': 'data\n',
      'site.yml': play(
        'copy: {src: data.txt, dest: SSH_FOLDER/data.txt, mode: "0640"}',
        'raw: cat SSH_FOLDER/data.txt >>SSH_FOLDER/said; stat -c %a SSH_FOLDER/data.txt >>SSH_FOLDER/said',
        local('{{ note }}'),
        'fetch: {src: SSH_FOLDER/data.txt, dest: "{{ playbook_dir }}/back.txt", flat: true}',
        'file: {path: SSH_FOLDER/data.txt, state: absent}',
      ),
    },
  },
  {
    name: 'ansible with an environment and an inventory of its own',
    isLong: true,
    ssh: true,
    says: ['from env blue'],
    files: {
      ...withSaid(
        ansible('    ansible_env_vars = ["NOTE=from env"]\n    inventory_directory = "inventory"\n'),
      ),
      'inventory/group_vars/all.yml': 'color: blue\n',
      'site.yml': play(local("{{ lookup('env', 'NOTE') }} {{ color }}")),
    },
  },
  {
    name: 'ansible without a door',
    isLong: true,
    ssh: true,
    says: [`127.0.0.1 ${userInfo().username}`],
    files: {
      ...withSaid(ansible('    use_proxy = false\n')),
      'site.yml': play(local('{{ ansible_host }} {{ ansible_user }}')),
    },
  },
  {
    name: 'ansible fails',
    isLong: true,
    ssh: true,
    files: { ...ansible(''), 'site.yml': play('raw: exit 3') },
  },
  {
    name: 'ansible with a playbook that is not there',
    ssh: true,
    files: ansible(''),
  },
  {
    name: 'ansible-local runs what was sent',
    isLong: true,
    ssh: true,
    says: ["vm null given blue ['web']"],
    files: {
      ...withSaid(
        onMachine(`  provisioner "ansible-local" {
    playbook_file     = "site.yml"
    role_paths        = ["roles/hello"]
    group_vars        = "vars"
    inventory_groups  = ["web"]
    extra_arguments   = ["--extra-vars", "note=given"]
    staging_directory = "SSH_FOLDER/staging"
    clean_staging_directory = true
  }
`),
      ),
      'vars/all.yml': 'color: blue\n',
      'roles/hello/tasks/main.yml': `- ${local('{{ packer_build_name }} {{ packer_builder_type }} {{ note }} {{ color }} {{ group_names }}')}\n`,
      'site.yml': '- hosts: all\n  gather_facts: false\n  roles: [hello]\n',
    },
  },
  {
    name: 'puppet-masterless applies a manifest with modules and facts',
    isLong: true,
    ssh: true,
    says: ['vm null blue'],
    files: {
      ...withSaid(
        onMachine(`  provisioner "puppet-masterless" {
    manifest_file     = "site.pp"
    module_paths      = ["modules"]
    facter            = { color = "blue" }
    staging_directory = "SSH_FOLDER/puppet"
    prevent_sudo      = true
    clean_staging_directory = true
  }
`),
      ),
      'site.pp': 'include hello\n',
      'modules/hello/manifests/init.pp':
        "class hello {\n  file { \"SSH_FOLDER/said\": content => \"${facts['packer_build_name']} ${facts['packer_builder_type']} ${facts['color']}\\n\" }\n}\n",
    },
  },
  {
    name: 'puppet-masterless fails',
    isLong: true,
    ssh: true,
    files: {
      ...onMachine(`  provisioner "puppet-masterless" {
    manifest_file     = "site.pp"
    staging_directory = "SSH_FOLDER/puppet-fails"
    prevent_sudo      = true
  }
`),
      'site.pp': 'exec { "/bin/false": }\n',
    },
  },
];
