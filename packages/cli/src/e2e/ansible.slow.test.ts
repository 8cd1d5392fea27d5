import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitForNoneMarked } from '../../../layers/src/testing/leftovers';
import { makePythonImage } from '../../../layers/src/testing/python-image';
import { getLeftovers, getSeen, LOOK, PIPED, provisioner, writePlaybook } from '../testing/ansible-playbook';
import { watchChildren } from '../testing/watch-children';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let folder: string;
let archive: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-python-'));
  archive = join(folder, 'python.tar');
  const root = makePythonImage();
  execFileSync('tar', ['-C', root, '--owner=0', '--group=0', '--sort=name', '-cf', archive, '.']);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  workspace = createWorkspaceFixture();
  writePlaybook(workspace);
});
afterEach(() => workspace[Symbol.dispose]());

const hosts = join(homedir(), '.ssh/known_hosts');
const readHosts = () => (existsSync(hosts) ? readFileSync(hosts, 'utf8') : '');

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
    expect(await look(LOOK)).toBe(getSeen('app', 'root'));
    expect(await look('ls -A /root /tmp /home 2>/dev/null; find / -xdev -name "*ansible*"')).toBe(
      '/root:\n\n/tmp:\n',
    );
    expect([getLeftovers(workspace), readHosts()]).toEqual([[], known]);
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
    expect(getLeftovers(workspace)).toEqual([]);
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
    expect(getLeftovers(workspace)).toEqual([]);
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
