import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceFixture } from './workspace-fixture';

/** Facts, files of somebody else, a template, a handler. */
const playbook = {
  'site.yml': `
- hosts: all
  become: true
  gather_facts: false
  pre_tasks:
    - setup: {gather_subset: [python, user]}
  roles: [web]
`,
  'roles/web/defaults/main.yml': 'web_port: 8080\n',
  'roles/web/files/index.html': 'hello\n',
  'roles/web/templates/web.conf.j2':
    'python {{ ansible_python.version.major }} on {{ ansible_system }} as {{ ansible_user_id }}: {{ web_port }} {{ packer_build_name }} {{ ansible_user }}\n',
  'roles/web/tasks/main.yml': `
- file: {path: /srv/www, state: directory, mode: "0750", owner: bob}
- copy: {src: index.html, dest: /srv/www/index.html, mode: "0640", owner: bob}
- template: {src: web.conf.j2, dest: /etc/web.conf}
  notify: restart
`,
  'roles/web/handlers/main.yml': `
- name: restart
  shell: echo restarted >>/etc/handled
`,
};

/** A step that runs it on the image `app`. */
export const provisioner = (more = '', token = '') => `  provisioner "ansible" {
    playbook_file    = "\${path.root}/ansible/site.yml"
    playbook_dir     = "\${path.root}/ansible"
    ansible_env_vars = ["ANSIBLE_NOCOLOR=1", "TOKEN=${token}"]
${more}  }
`;

/** Shows what the playbook leaves. */
export const LOOK = [
  'cat /etc/web.conf /etc/handled /srv/www/index.html',
  "stat -c '%a %u' /srv/www /srv/www/index.html",
].join('; ');
export const getSeen = (build: string, user: string) =>
  `python 3 on Linux as root: 8080 ${build} ${user}\nrestarted\nhello\n750 1000\n640 1000\n`;

/** Modules that come by a pipe need fewer commands, each of which takes podman half a second. */
export const PIPED = '[ssh_connection]\npipelining = true\n';

export function writePlaybook(workspace: WorkspaceFixture): void {
  for (const [path, content] of Object.entries(playbook))
    workspace.write(`images/app/ansible/${path}`, content);
}

/** What Ansible and the step may have left in the workspace, which is its home. */
export function getLeftovers({ root }: WorkspaceFixture): readonly string[] {
  const places = ['.ansible/tmp', '.ansible/cp', '.strata/scratch', '.strata/ledger', '.strata/store/tmp'];
  return places.flatMap((place) => {
    const path = join(root, place);
    return existsSync(path) ? readdirSync(path).map((name) => `${place}/${name}`) : [];
  });
}
