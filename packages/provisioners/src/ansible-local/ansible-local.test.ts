import { Failure } from '@strata/diagnostics';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
} from '@strata/sdk/testing';
import { ansibleLocal } from './provision';
import { type AnsibleLocalOptions, ansibleLocalSchema } from './schema';

const defaults = Object.fromEntries(
  Object.entries(ansibleLocalSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);
const files = {
  '/ws/site.yml': 'site',
  '/ws/more.yml': 'more',
  '/ws/hosts': 'all',
  '/ws/req.yml': 'roles:\n- a\ncollections:\n- b\n',
  '/ws/old.yml': '- src: a\n',
  '/ws/roles/web/tasks.yml': '',
  '/ws/vars/all.yml': '',
};

async function run(options: Partial<AnsibleLocalOptions>, answer: Answer = () => 0, facts = {}) {
  const communicator = createRecordingCommunicator({ answer });
  const context = createProvisionContext({ communicator, facts, ports: createTestPorts(files) });
  const whole = { ...defaults, staging_directory: '/s', ...options } as AnsibleLocalOptions;
  const error = await ansibleLocal.provision(context, whole).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const commands = communicator.commands.map(({ command }) => command);
  const sent = communicator.uploads.map(({ destination, content }) => [destination, content.toString()]);
  return { communicator, commands, sent, problems: error?.diagnostics ?? [] };
}

const PLAY = 'ANSIBLE_FORCE_COLOR=1 PYTHONUNBUFFERED=1 ansible-playbook';
const VARS =
  '--extra-vars "packer_build_name=golden packer_builder_type=rootfs packer_http_addr= -o IdentitiesOnly=yes"';

test('a playbook is sent with an inventory of the machine itself, and run there', async () => {
  const { commands, sent } = await run({ playbook_file: 'site.yml' });
  expect(sent).toEqual([
    ['/s/site.yml', 'site'],
    ['/s/packer-provisioner-ansible-local', '127.0.0.1'],
  ]);
  expect(commands).toEqual([
    'mkdir -p /s',
    `cd /s && ${PLAY} /s/site.yml ${VARS} -c local -i /s/packer-provisioner-ansible-local`,
  ]);
});

test("a playbook hears of the build's HTTP server", async () => {
  const facts = { PackerHTTPAddr: '10.0.2.2:8123' };
  const { commands } = await run({ playbook_file: 'site.yml' }, () => 0, facts);
  expect(commands[1]).toMatch(' packer_http_addr=10.0.2.2:8123 ');
});

test('several playbooks run one after the other, with what else there is', async () => {
  const { commands, communicator } = await run({
    ...{
      playbook_files: ['site.yml', 'more.yml'],
      inventory_file: 'hosts',
      extra_arguments: ['-v', '--diff'],
    },
    ...{ role_paths: ['roles/web'], group_vars: 'vars', clean_staging_directory: true },
  });
  expect(communicator.trees).toMatchObject([
    { source: '/ws/vars/', destination: '/s/group_vars' },
    { source: '/ws/roles/web/', destination: '/s/roles/web' },
  ]);
  expect(commands).toEqual([
    'mkdir -p /s /s/group_vars /s/roles/web',
    `cd /s && ${PLAY} /s/site.yml ${VARS} -v --diff -c local -i /s/hosts`,
    `cd /s && ${PLAY} /s/more.yml ${VARS} -v --diff -c local -i /s/hosts`,
    'rm -rf /s',
  ]);
});

test('groups are written into the inventory that is made', async () => {
  const { sent } = await run({ playbook_file: 'site.yml', inventory_groups: ['web', 'db'] });
  expect(sent[1]?.[1]).toBe('[web]\n127.0.0.1\n[db]\n127.0.0.1\n');
});

test.each<[Partial<AnsibleLocalOptions>, readonly string[]]>([
  [
    { galaxy_file: 'req.yml', galaxy_roles_path: '/r', galaxy_force_install: true },
    [
      'cd /s && ansible-galaxy install -r /s/req.yml -p /r -f',
      'cd /s && ansible-galaxy collection install -r /s/req.yml -f',
    ],
  ],
  [{ galaxy_file: 'old.yml' }, ['cd /s && ansible-galaxy install -r /s/old.yml']],
])('%j fetches before the playbooks', async (options, expected) => {
  const { commands } = await run({ playbook_file: 'site.yml', ...options });
  expect(commands.slice(1, -1)).toEqual(expected);
});

test('all that is missing is told before anything is sent', async () => {
  const { problems, commands } = await run({ playbook_file: 'sit.yml', role_paths: ['roles/db'] });
  expect(problems.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
    'SDK004: "sit.yml" is not there; /ws/sit.yml was tried.',
    'SDK004: "roles/db/" is not there; /ws/roles/db was tried.',
  ]);
  expect(commands).toEqual([]);
});

test('a machine without Ansible is told so', async () => {
  const { problems } = await run({ playbook_file: 'site.yml' }, ({ command }, print) => {
    if (!command.includes('ansible-playbook')) return 0;
    print('sh: ansible-playbook: not found\n', 'stderr');
    return 127;
  });
  expect(problems).toMatchObject([
    {
      code: 'PRV002',
      hint: 'Install Ansible in the machine by a step before.',
      detail: expect.stringMatching(/not found$/),
    },
  ]);
});

test.each([
  [{}, 'PRV005'],
  [{ playbook_files: [] }, 'PRV005'],
  [{ playbook_file: 'a', playbook_files: ['b'] }, 'PRV004'],
  [{ playbook_file: 'a', inventory_file: 'b', inventory_groups: ['c'] }, 'PRV004'],
])('%j is refused with %s', (options, code) => {
  const write = (option: string, value: string) => `${option} = ${value}`;
  const told = ansibleLocalSchema.rules.flatMap((rule) => rule(options, () => undefined, write));
  expect(told.map((one) => one.code)).toEqual([code]);
});
