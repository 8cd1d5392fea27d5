import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type Communicator, type Connection, Secret } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createProvisionContext } from '@strata/sdk/testing';
import { connectTo } from '../../../communicators/src/testing/ssh-fixture';
import { type Sshd, startSshd } from '../../../communicators/src/testing/sshd';
import { withDefaults } from '../testing/get-defaults';
import { ansible } from './provision';
import { type AnsibleOptions, ansibleSchema } from './schema';

let sshd: Sshd;
let connection: Connection;
let folder: string;

beforeAll(async () => {
  sshd = await startSshd();
  connection = await connectTo(sshd);
  // A connection that ssh keeps for later would share its name with another test's.
  process.env['ANSIBLE_SSH_CONTROL_PATH_DIR'] = join(sshd.folder, 'cp');
});
afterAll(async () => {
  await connection.close();
  await sshd.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-ansible-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

interface Given {
  readonly facts?: Readonly<Record<string, string | Secret>>;
  readonly communicator?: Communicator;
  readonly signal?: AbortSignal;
}

async function run(options: Partial<AnsibleOptions>, given: Given = {}) {
  const context = createProvisionContext({
    ports: createNodePorts() as never,
    communicator: connection.communicator as never,
    facts: { ConnType: 'ssh' },
    baseDirectory: folder,
    scratch: join(folder, 'scratch'),
    ...given,
  });
  const whole = withDefaults<AnsibleOptions>(ansibleSchema, {
    playbook_file: 'site.yml',
    ansible_env_vars: ['ANSIBLE_RETRY_FILES_ENABLED=0', 'ANSIBLE_NOCOLOR=1'],
    ...options,
  });
  const error = await ansible.provision(context, whole).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return { text: context.reporter.text(), said: context.reporter.said, problems: error?.diagnostics ?? [] };
}

const FACTLESS = '- hosts: all\n  gather_facts: false\n  tasks:\n';

/** Copies a file into the machine and brings it back. */
const COPIES = `${FACTLESS}
    - copy: {src: big.bin, dest: "{{ place }}/{{ packer_build_name }}-of-{{ inventory_hostname }}", mode: "0640"}
    - fetch: {src: "{{ place }}/golden-of-default", dest: "{{ playbook_dir }}/back.bin", flat: true}
`;
const BIG = 3 * 2 ** 20;

test.each<[string, Partial<AnsibleOptions>]>([
  ['scp, which is sftp in newer OpenSSH', {}],
  ['old scp', { extra_arguments: ['--scp-extra-args=-O'] }],
  ['sftp', { use_sftp: true }],
  ['a pipe', { ansible_env_vars: ['ANSIBLE_SSH_TRANSFER_METHOD=piped'] }],
])('a playbook copies files both ways by %s', async (_, options) => {
  const content = Buffer.alloc(BIG, 'strata ');
  write({ 'site.yml': COPIES });
  writeFileSync(join(folder, 'big.bin'), content);
  mkdirSync(join(folder, 'place'));
  const place = ['-e', `place=${join(folder, 'place')}`];
  const { problems, text } = await run({
    ...options,
    extra_arguments: [...(options.extra_arguments ?? []), ...place],
  });
  expect([problems, text]).toEqual([[], expect.stringContaining('failed=0')]);
  const copy = join(folder, 'place/golden-of-default');
  expect(readFileSync(copy).equals(content)).toBe(true);
  expect(statSync(copy).mode & 0o777).toBe(0o640);
  expect(readFileSync(join(folder, 'back.bin')).equals(content)).toBe(true);
  expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
});

const RAW = `${FACTLESS}
    - raw: exit 3
      register: ended
      failed_when: ended.rc != 3
    - debug: {msg: "{{ ended.rc }} {{ token | length }} {{ groups | to_json }}"}
`;

test('exit codes come back; sensitive variables stand in no process list; groups are there', async () => {
  write({ 'site.yml': RAW });
  const token = new Secret('hunter2-token');
  const { problems, said, text } = await run({
    extra_arguments: ['-e', new Secret(`token=${token.reveal()}`)],
    groups: ['web'],
    empty_groups: ['none'],
  });
  expect([problems, text]).toEqual([[], expect.stringContaining('3 13 ')]);
  expect(text).toContain('\\"web\\": [\\"default\\"]');
  expect(said.join('\n')).not.toContain(token.reveal());
});

test('many hosts are served at a time, and a playbook that fails is told', async () => {
  const hosts = Array.from({ length: 8 }, (_, index) => `h${index}`);
  write({ 'site.yml': `${FACTLESS}    - raw: echo reached; test {{ inventory_hostname }} != h5\n` });
  const line =
    '{{ .HostAlias }} ansible_host={{ .Host }} ansible_user={{ .User }} ansible_port={{ .Port }}\n';
  const { problems, text } = await run({
    host_alias: 'h0',
    inventory_file_template: hosts.map((host) => line.replace('{{ .HostAlias }}', host)).join(''),
    extra_arguments: ['--forks', '8'],
  });
  expect(problems).toMatchObject([{ code: 'PRV014', detail: expect.stringContaining('exit status 2') }]);
  expect(text.match(/changed: \[h\d\]/g)).toHaveLength(7);
});

test('without the door Ansible logs in by itself', async () => {
  write({ 'site.yml': `${FACTLESS}    - raw: 'true'\n    - debug: {var: ansible_port}\n` });
  const { problems, text } = await run(
    { use_proxy: false },
    {
      facts: {
        ...{ ConnType: 'ssh', Host: '127.0.0.1', Port: String(sshd.port), User: sshd.username },
        ...{ SSHPrivateKey: new Secret(readFileSync(sshd.key, 'utf8')) },
      },
    },
  );
  expect([problems, text]).toEqual([[], expect.stringContaining(`"ansible_port": ${sshd.port}`)]);
});

test('an abort ends Ansible and what it runs in the machine', async () => {
  write({ 'site.yml': `${FACTLESS}    - raw: echo begun >{{ playbook_dir }}/begun; sleep 300\n` });
  const abort = new AbortController();
  const running = run({}, { signal: abort.signal });
  const over = running.catch((error: unknown) => error);
  while (!readdirSync(folder).includes('begun')) await new Promise((resolve) => setTimeout(resolve, 50));
  abort.abort(new Error('enough'));
  expect(await over).toMatchObject({ message: 'enough' });
  expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
});
