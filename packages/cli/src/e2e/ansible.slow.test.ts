import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestEngine, type TestEngine } from '../../../communicators/src/testing/container-fixture';
import { waitForNoneMarked } from '../../../layers/src/testing/leftovers';
import { makePythonImage } from '../../../layers/src/testing/python-image';
import { watchChildren } from '../testing/watch-children';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let root: string;
let folder: string;
let archive: string;

beforeAll(() => {
  root = makePythonImage();
  folder = mkdtempSync(join(tmpdir(), 'strata-python-'));
  archive = join(folder, 'python.tar');
  execFileSync('tar', ['-C', root, '--owner=0', '--group=0', '--sort=name', '-cf', archive, '.']);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  workspace = createWorkspaceFixture();
  for (const [path, content] of Object.entries(playbook))
    workspace.write(`images/app/ansible/${path}`, content);
});
afterEach(() => workspace[Symbol.dispose]());

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

const provisioner = (more = '', token = '') => `  provisioner "ansible" {
    playbook_file    = "\${path.root}/ansible/site.yml"
    playbook_dir     = "\${path.root}/ansible"
    ansible_env_vars = ["ANSIBLE_NOCOLOR=1", "TOKEN=${token}"]
${more}  }
`;

const LOOK = [
  'cat /etc/web.conf /etc/handled /srv/www/index.html',
  "stat -c '%a %u' /srv/www /srv/www/index.html",
].join('; ');
const seen = (build: string, user: string) =>
  `python 3 on Linux as root: 8080 ${build} ${user}\nrestarted\nhello\n750 1000\n640 1000\n`;

const hosts = join(homedir(), '.ssh/known_hosts');
const readHosts = () => (existsSync(hosts) ? readFileSync(hosts, 'utf8') : '');

/** Modules that come by a pipe need fewer commands, each of which takes podman half a second. */
const PIPED = '[ssh_connection]\npipelining = true\n';

/** What Ansible and the step may have left in the workspace, which is its home. */
function leftovers(): readonly string[] {
  const places = ['.ansible/tmp', '.ansible/cp', '.strata/scratch', '.strata/ledger', '.strata/store/tmp'];
  return places.flatMap((place) => {
    const path = join(workspace.root, place);
    return existsSync(path) ? readdirSync(path).map((name) => `${place}/${name}`) : [];
  });
}

describe('a playbook on a layer', () => {
  const image = (provisioners: string) => {
    const checksum = createHash('sha256').update(readFileSync(archive)).digest('hex');
    workspace.write(
      'images/app/image.pkr.hcl',
      `variable "token" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
}
source "rootfs" "app" {
  archive {
    source   = "${archive}"
    checksum = "sha256:${checksum}"
  }
}
build {
  sources = ["rootfs.app"]
${provisioners}}
`,
    );
  };

  it('sets it up, leaves nothing of Ansible, and runs again when a file of a role changes', async () => {
    const known = readHosts();
    image(provisioner());
    expect(await workspace.strata('build', '-verbose', 'images/app')).toMatchObject({ code: 0, err: '' });
    expect(await look(LOOK)).toBe(seen('app', 'root'));
    expect(await look('ls -A /root /tmp /home 2>/dev/null; find / -xdev -name "*ansible*"')).toBe(
      '/root:\n\n/tmp:\n',
    );
    expect([leftovers(), readHosts()]).toEqual([[], known]);
    expect((await workspace.strata('build', 'images/app')).out).toContain('Unchanged, nothing to do,');
    workspace.write('images/app/ansible/roles/web/files/index.html', 'bye\n');
    workspace.write('images/app/ansible.cfg', PIPED);
    expect((await workspace.strata('build', 'images/app')).out).toContain('ansible ...\n');
    expect(await look('cat /srv/www/index.html')).toBe('bye\n');
  });

  const look = async (command: string) =>
    (await workspace.strata('shell', '-command', command, 'images/app')).out;

  it('that fails is told with the next step, and shows nothing that is secret', async () => {
    workspace.write('images/app/ansible/site.yml', FAILS);
    image(provisioner(SECRETS, '${var.token}'));
    let pid: number | undefined;
    const watched = watchChildren(() => pid);
    const failed = await workspace.run({}, ['build', '-verbose', 'images/app'], (started) => {
      pid = started;
    });
    const seenProcesses = watched.stop();
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('lengths 21 21');
    expect(failed.out).toContain('Error executing Ansible: Non-zero exit status: exit status 2');
    expect(failed.out).toContain('user = "root"');
    expect(failed.out + failed.err).not.toContain(TOKEN);
    expect(seenProcesses.some(({ command }) => command.includes('ansible-playbook'))).toBe(true);
    expect(seenProcesses.filter(({ command }) => command.includes(TOKEN))).toEqual([]);
    expect(findText(join(workspace.root, '.strata'), TOKEN)).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('is over with %s, and nothing is left', async (signal) => {
    workspace.write('images/app/ansible/site.yml', WAITS);
    image(provisioner());
    let sent = false;
    await workspace.watch(['build', '-verbose', 'images/app'], (output, kill) => {
      if (sent || !output.includes('TASK [wait]')) return;
      sent = true;
      kill(signal);
    });
    expect(sent).toBe(true);
    if (signal === 'SIGKILL') await workspace.strata('sweep');
    expect(await waitForNoneMarked(workspace.root)).toEqual([]);
    expect(leftovers()).toEqual([]);
  });
});

/** Files with a text in them. */
function findText(place: string, text: string): readonly string[] {
  const { stdout } = spawnSync('grep', ['-rlF', text, place], { encoding: 'utf8' });
  return stdout.split('\n').filter((name) => name !== '');
}

const TOKEN = 'correct-horse-battery';
const SECRETS = `    user            = "nobody-in-there"
    extra_arguments = ["-e", "token=\${var.token}"]
`;
/** A file with a secret in it, and sudo where there is none. */
const FAILS = `
- hosts: all
  gather_facts: false
  tasks:
    - copy: {dest: /etc/secret, content: "{{ token }}", mode: "0600"}
    - debug: {msg: "lengths {{ token | length }} {{ lookup('env', 'TOKEN') | length }}"}
    - ping:
      become: true
`;
const WAITS = `
- hosts: all
  gather_facts: false
  tasks:
    - name: wait
      command: sleep 300
`;
describe('a playbook in a container', () => {
  let podman: TestEngine;
  beforeAll(() => {
    podman = makeTestEngine();
    podman.importImage(root, 'python');
  }, 60_000);
  afterAll(() => podman.close(), 60_000);

  const image = (provisioners: string) =>
    workspace.write(
      'images/app/image.pkr.hcl',
      `source "docker" "app" {
  docker_path = "${podman.program}"
  image       = "python"
  pull        = false
  discard     = true
}
build {
  sources = ["docker.app"]
${provisioners}}
`,
    );

  it('sets it up', async () => {
    workspace.write('images/app/ansible.cfg', PIPED);
    image(
      `${provisioner('    user = "root"\n')}  provisioner "shell" { inline = [${JSON.stringify(LOOK)}] }\n`,
    );
    const built = await workspace.strata('build', 'images/app');
    expect(built.code).toBe(0);
    for (const line of seen('app', 'root').trim().split('\n'))
      expect(built.out).toContain(`docker.app: ${line}\n`);
    expect(podman.run('ps', '--all', '--quiet')).toBe('');
    expect(leftovers()).toEqual([]);
  });
});
